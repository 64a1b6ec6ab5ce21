package io.nightjar.publish;

import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.FileCheck;
import io.nightjar.publish.dialect.FileReport;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/** Any file meant for a campaign tool, ours or not, to be looked at before the tool does. */
public final class CampaignFile {
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

    private final Places places;
    private final Path path;

    public CampaignFile(Places places, Path path) {
        this.places = places;
        this.path = path;
    }

    /**
     * What the tool would make of it.
     *
     * @param sensitiveWords that its name should not have
     * @param mostPerRule findings of one rule that are told one by one
     */
    public FileReport check(Dialect dialect, List<String> sensitiveWords, int mostPerRule) {
        try {
            FileCheck check = new FileCheck(dialect, mostPerRule)
                    .name(
                            path.getName(),
                            places.fileSystem(path).getFileStatus(path).getLen(),
                            sensitiveWords);
            return isParquet()
                    ? check.parquet(this::rows)
                    : check.csv(() -> places.fileSystem(path).open(path));
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.MISSING_INPUT, "Cannot read " + path + ": it is not there, or not readable", e);
        }
    }

    private boolean isParquet() throws IOException {
        try (InputStream in = places.fileSystem(path).open(path)) {
            return java.util.Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
        }
    }

    private void rows(Consumer<List<String>> reader) throws IOException {
        List<String> header;
        try (ParquetFileReader file = ParquetFileReader.open(
                HadoopInputFile.fromPath(path, places.fileSystem(path).getConf()))) {
            header = file.getFileMetaData().getSchema().getFields().stream()
                    .map(Type::getName)
                    .toList();
        }
        reader.accept(header);
        new DeliveredRows(places)
                .readParquet(path, row -> reader.accept(header.stream().map(row).toList()));
    }
}
