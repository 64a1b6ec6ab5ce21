package io.nightjar.publish.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightjar.config.Channel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Braze, cloud data ingestion from storage: a Parquet file with an id and a JSON object of attributes a row. */
final class BrazeParquet implements Dialect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "EXTERNAL_ID";
    private static final String PAYLOAD = "PAYLOAD";
    private static final String ALIAS = "ALIAS_NAME";
    private static final String ALIAS_LABEL = "ALIAS_LABEL";
    private static final List<String> OTHER_IDS = List.of("BRAZE_ID", "EMAIL", "PHONE");

    private final BrazeAttributes attributes;

    BrazeParquet(String defaultCountry) {
        this.attributes = new BrazeAttributes(defaultCountry);
    }

    @Override
    public String name() {
        return "braze-parquet";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.EMAIL, Channel.SMS);
    }

    @Override
    public FileRules file() {
        return FileRules.parquet();
    }

    @Override
    public List<ColumnRule> rules() {
        return List.of(
                ColumnRule.of(ID, Shapes.text()),
                ColumnRule.of(ALIAS, Shapes.text()),
                ColumnRule.of(ALIAS_LABEL, Shapes.text()),
                ColumnRule.of("BRAZE_ID", Shapes.text()),
                ColumnRule.of("EMAIL", Shapes.email()),
                ColumnRule.of("PHONE", Shapes.phone()),
                ColumnRule.of(PAYLOAD, BrazeParquet::payloadComplaint));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(
                List.of(ID, PAYLOAD),
                List.of(ALIAS, ALIAS_LABEL, PAYLOAD),
                List.of("BRAZE_ID", PAYLOAD),
                List.of("EMAIL", PAYLOAD),
                List.of("PHONE", PAYLOAD));
    }

    @Override
    public List<String> identity() {
        return List.of(ID);
    }

    @Override
    public List<Column> columns(ListFacts list) {
        List<Column> told = attributes.columns(list);
        return List.of(
                new Column(ID, Recipient::customerKey),
                new Column(PAYLOAD, person -> memberPayload(list, told, person)));
    }

    @Override
    public List<String> removalHeader(ListFacts list) {
        return List.of(ID, PAYLOAD);
    }

    @Override
    public List<String> removal(ListFacts list, UnaryOperator<String> delivered) {
        return List.of(
                delivered.apply(ID),
                JSON.createObjectNode().put(list.attribute(), false).toString());
    }

    /** Files are read once by their names, so no two nights may share one. */
    @Override
    public String stem(ListFacts list) {
        return list.segment() + "_" + list.runId() + "_" + name();
    }

    @Override
    public List<Complaint> headerComplaints(List<String> header) {
        long kinds = Stream.concat(OTHER_IDS.stream(), Stream.of(ID, ALIAS))
                .filter(header::contains)
                .count();
        if (header.contains("UPDATED_AT")) {
            return List.of(
                    Complaint.refused("updated-at", "UPDATED_AT belongs to warehouse tables: take it out of files"));
        }
        return kinds > 1
                ? List.of(Complaint.refused("several-identifiers", "a file has one kind of identifier: keep one"))
                : List.of();
    }

    private static String memberPayload(ListFacts list, List<Column> told, Recipient person) {
        ObjectNode json = JSON.createObjectNode().put(list.attribute(), true);
        for (Column column : told) {
            String value = column.value().apply(person);
            if (!value.isEmpty()) {
                json.put(column.header(), value);
            }
        }
        return json.toString();
    }

    private static Optional<Complaint> payloadComplaint(String value) {
        try {
            JsonNode json = JSON.readTree(value);
            return json.isObject()
                    ? Optional.empty()
                    : Optional.of(Complaint.refused("payload-shape", "PAYLOAD must be a JSON object"));
        } catch (JsonProcessingException e) {
            return Optional.of(Complaint.refused("payload-shape", "PAYLOAD is no JSON: one bad row skips the file"));
        }
    }
}
