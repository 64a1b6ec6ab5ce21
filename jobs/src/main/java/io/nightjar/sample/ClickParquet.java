package io.nightjar.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
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
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** How an event becomes a Parquet row. */
final class ClickParquet extends WriteSupport<ClickRow> {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message tracker_event {
              optional binary eventId (STRING);
              optional binary visitorId (STRING);
              optional binary userId (STRING);
              required int64 ts (TIMESTAMP(MICROS,true));
              optional binary type (STRING);
              optional binary sku (STRING);
              optional binary category (STRING);
              optional binary query (STRING);
              optional binary url (STRING);
              optional binary orderNo (STRING);
              optional binary device (STRING);
              optional binary referrer (STRING);
              optional int32 qty;
              optional double price;
              optional binary sessionId (STRING);
            }
            """);
    private static final long ROW_GROUP_BYTES = 32L << 20;

    /** Columns of few values, whose least and greatest would tell a reader nothing. */
    private static final List<String> FEW_VALUES =
            List.of("type", "sku", "category", "query", "url", "device", "referrer");

    private final Map<String, Binary> known = new HashMap<>();
    private RecordConsumer consumer;

    private ClickParquet() {}

    static ParquetWriter<ClickRow> writer(Path path) throws IOException {
        Builder builder = new Builder(new LocalOutputFile(path))
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withDictionaryEncoding("eventId", false)
                .withDictionaryEncoding("ts", false)
                .withDictionaryEncoding("sessionId", false)
                .withSizeStatisticsEnabled(false)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
        for (String column : FEW_VALUES) {
            builder.withStatisticsEnabled(column, false);
        }
        return builder.build();
    }

    /** Parquet asks for a class of one's own. */
    private static final class Builder extends ParquetWriter.Builder<ClickRow, Builder> {
        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // Abstract there, so it must be here.
        protected WriteSupport<ClickRow> getWriteSupport(Configuration configuration) {
            return new ClickParquet();
        }

        @Override
        protected WriteSupport<ClickRow> getWriteSupport(ParquetConfiguration configuration) {
            return new ClickParquet();
        }
    }

    @Override
    @SuppressWarnings("deprecation") // Abstract there, so it must be here.
    public WriteContext init(Configuration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(ClickRow row) {
        consumer.startMessage();
        text(0, "eventId", row.eventId);
        text(1, "visitorId", row.visitorId);
        text(2, "userId", row.userId);
        consumer.startField("ts", 3);
        consumer.addLong(row.micros);
        consumer.endField("ts", 3);
        word(4, "type", row.type);
        word(5, "sku", row.sku);
        word(6, "category", row.category);
        word(7, "query", row.query);
        word(8, "url", row.url);
        text(9, "orderNo", row.orderNo);
        word(10, "device", row.device);
        word(11, "referrer", row.referrer);
        if (row.quantity > 0) {
            consumer.startField("qty", 12);
            consumer.addInteger(row.quantity);
            consumer.endField("qty", 12);
        }
        if (row.price >= 0) {
            consumer.startField("price", 13);
            consumer.addDouble(row.price);
            consumer.endField("price", 13);
        }
        text(14, "sessionId", row.sessionId);
        consumer.endMessage();
    }

    /** Text of a small vocabulary, encoded once. */
    private void word(int index, String name, String value) {
        if (value != null) {
            consumer.startField(name, index);
            consumer.addBinary(known.computeIfAbsent(value, Binary::fromString));
            consumer.endField(name, index);
        }
    }

    private void text(int index, String name, String value) {
        if (value != null) {
            consumer.startField(name, index);
            consumer.addBinary(Binary.fromString(value));
            consumer.endField(name, index);
        }
    }
}
