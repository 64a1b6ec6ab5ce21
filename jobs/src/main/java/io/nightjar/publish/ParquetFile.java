package io.nightjar.publish;

import io.nightjar.store.ParquetFooter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A Parquet file of texts. It grows beside, on this machine and readable by its owner only, for the order of its footer
 * is put right before anybody else sees it: the same rows are the same bytes.
 */
final class ParquetFile implements RowFile {
    private final OutputStream out;
    private final Path beside;
    private final ParquetWriter<List<String>> writer;
    private long bytes;

    ParquetFile(OutputStream out, List<String> header) throws IOException {
        this.out = out;
        this.beside = Files.createTempFile("nightjar-", ".parquet");
        this.writer = new Builder(new LocalOutputFile(beside), header)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build();
    }

    /** Counts what the texts take before compression: the file is smaller than it says. */
    @Override
    public boolean write(List<String> row, long maxBytes) throws IOException {
        long size = row.stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length + Integer.BYTES)
                .sum();
        if (bytes + size > maxBytes) {
            return false;
        }
        writer.write(row);
        bytes += size;
        return true;
    }

    @Override
    public void close() throws IOException {
        try (OutputStream target = out) {
            writer.close();
            ParquetFooter.putInOrder(beside);
            Files.copy(beside, target);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Parquet asks for a class of one's own. */
    private static final class Builder extends ParquetWriter.Builder<List<String>, Builder> {
        private final List<String> header;

        Builder(OutputFile file, List<String> header) {
            super(file);
            this.header = header;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // Abstract there, so it must be here.
        protected WriteSupport<List<String>> getWriteSupport(Configuration configuration) {
            return new Texts(header);
        }

        @Override
        protected WriteSupport<List<String>> getWriteSupport(ParquetConfiguration configuration) {
            return new Texts(header);
        }
    }

    /** How a row of texts becomes a Parquet row; an empty text is no value. */
    private static final class Texts extends WriteSupport<List<String>> {
        private final List<String> header;
        private RecordConsumer consumer;

        Texts(List<String> header) {
            this.header = header;
        }

        @Override
        @SuppressWarnings("deprecation") // Abstract there, so it must be here.
        public WriteContext init(Configuration configuration) {
            return context();
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return context();
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
        }

        @Override
        public void write(List<String> row) {
            consumer.startMessage();
            for (int i = 0; i < header.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    consumer.startField(header.get(i), i);
                    consumer.addBinary(Binary.fromString(row.get(i)));
                    consumer.endField(header.get(i), i);
                }
            }
            consumer.endMessage();
        }

        private WriteContext context() {
            Types.MessageTypeBuilder type = Types.buildMessage();
            for (String name : header) {
                type.addField(Types.primitive(PrimitiveTypeName.BINARY, Repetition.OPTIONAL)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name));
            }
            MessageType schema = type.named("people");
            return new WriteContext(schema, Map.of());
        }
    }
}
