package io.nightjar.store.feed;

import io.nightjar.store.feed.FileProblem.Code;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Looks at one Parquet file: its hash, and what its footer says of columns, types and rows. */
final class ParquetScan {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private ParquetScan() {}

    static FileFacts of(Configuration conf, FeedSpec spec, ListedFile file) throws IOException {
        if (file.bytes() == 0) {
            return refused(file, "", Code.EMPTY_PARQUET, "the file has no bytes; export it again");
        }
        Path path = new Path(file.path());
        FileSystem files = FileSystem.get(path.toUri(), conf);
        String sha256;
        try (HashingStream raw = new HashingStream(files.open(path))) {
            sha256 = raw.finish();
            if (file.isChanged(raw.count(), files.getFileStatus(path))) {
                return file.refused(sha256, file.stillWritten());
            }
        }
        return isMarked(files, path, file.bytes())
                ? described(conf, spec, file, path, sha256)
                : refused(file, sha256, Code.NOT_PARQUET, "the file is cut or not Parquet; export it again");
    }

    private static boolean isMarked(FileSystem files, Path path, long bytes) throws IOException {
        if (bytes < 3L * MAGIC.length) {
            return false;
        }
        byte[] head = new byte[MAGIC.length];
        byte[] tail = new byte[MAGIC.length];
        try (var in = files.open(path)) {
            in.readFully(0, head);
            in.readFully(bytes - MAGIC.length, tail);
        }
        return Arrays.equals(head, MAGIC) && Arrays.equals(tail, MAGIC);
    }

    private static FileFacts described(Configuration conf, FeedSpec spec, ListedFile file, Path path, String sha256) {
        try (ParquetFileReader footer = ParquetFileReader.open(HadoopInputFile.fromPath(path, conf))) {
            return facts(spec, file, sha256, footer.getFileMetaData().getSchema(), footer.getRecordCount());
        } catch (IOException | RuntimeException e) {
            return refused(file, sha256, Code.NOT_PARQUET, "the file's footer is damaged; export it again");
        }
    }

    private static FileFacts facts(FeedSpec spec, ListedFile file, String sha256, MessageType schema, long rows) {
        List<String> names = schema.getFields().stream().map(Type::getName).toList();
        Header header = new Header(names);
        FileFacts facts = new FileFacts(
                file.name(),
                file.path(),
                file.bytes(),
                file.modifiedAt(),
                sha256,
                rows,
                names,
                header.extra(spec.columns()),
                List.of(),
                schema.getFields().stream().map(ParquetTypes::name).toList(),
                null,
                List.of(new Chunk(0, file.bytes(), 1, rows)));
        FileProblem problem = problem(file.name(), spec, header, names);
        return problem == null ? facts : facts.refused(problem);
    }

    private static FileProblem problem(String name, FeedSpec spec, Header header, List<String> names) {
        if (!header.repeated().isEmpty()) {
            return new FileProblem(
                    Code.PARQUET_COLUMN_COLLISION,
                    name + ": column " + header.repeated().get(0)
                            + " is there twice (case does not count); give each column its own name");
        }
        // Spark finds Parquet columns in any case, but not with blanks around their names.
        List<String> missing = spec.columns().stream()
                .filter(column -> names.stream().noneMatch(column::equalsIgnoreCase))
                .toList();
        return missing.isEmpty()
                ? null
                : new FileProblem(
                        Code.PARQUET_MISSING_COLUMN, name + ": " + MissingColumns.sentence(header, missing, spec));
    }

    private static FileFacts refused(ListedFile file, String sha256, Code code, String sentence) {
        return file.refused(sha256, new FileProblem(code, file.name() + ": " + sentence));
    }
}
