package io.nightjar.staging;

import io.nightjar.config.FeedFormat;
import io.nightjar.config.FeedSettings;
import io.nightjar.schema.Field;
import io.nightjar.schema.SourceTable;
import io.nightjar.store.feed.FileFacts;
import io.nightjar.store.feed.Inventory;
import io.nightjar.store.feed.RawText;
import io.nightjar.store.feed.Tokeniser;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows the text of a row that cannot be used, its contact data replaced by tokens. */
final class RawTextMask implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<String, FileFacts> files = new HashMap<>();
    private final char delimiter;
    private final FeedFormat format;
    private final Set<String> contactColumns;
    private final Tokeniser tokeniser;

    RawTextMask(SourceTable source, FeedSettings feed, Mapping mapping, Inventory inventory, Tokeniser tokeniser) {
        this.delimiter = feed.delimiter();
        this.format = feed.format();
        this.tokeniser = tokeniser;
        this.contactColumns = new LinkedHashSet<>();
        for (Field field : source.fields()) {
            if (field.isContact()) {
                contactColumns.addAll(mapping.rawColumns(field));
            }
        }
        inventory.files().forEach(file -> files.put(file.name(), file));
    }

    String masked(String file, String raw) {
        FileFacts facts = files.get(file);
        List<String> columns = facts == null ? List.of() : facts.columns();
        return raw == null ? null : RawText.masked(columns, delimiter, format, hiddenColumns(facts), raw, tokeniser);
    }

    String maskedSentence(String sentence) {
        return sentence == null ? null : RawText.maskedSentence(sentence, tokeniser);
    }

    boolean isContact(String rawColumn) {
        return contactColumns.contains(rawColumn);
    }

    /** What no mapping reads is hidden too: nobody said what it is, and it is no reason to refuse the row. */
    private Set<String> hiddenColumns(FileFacts facts) {
        if (facts == null || facts.extraColumns().isEmpty()) {
            return contactColumns;
        }
        Set<String> hidden = new LinkedHashSet<>(contactColumns);
        hidden.addAll(facts.extraColumns());
        return hidden;
    }
}
