package io.nightjar.publish;

import io.nightjar.config.Channel;
import io.nightjar.config.Purpose;
import io.nightjar.publish.dialect.Addressee;
import io.nightjar.publish.dialect.Column;
import io.nightjar.publish.dialect.ConsentGate;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.FileRules;
import io.nightjar.publish.dialect.ListFacts;
import io.nightjar.publish.dialect.Recipient;
import io.nightjar.store.Places;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Writes one list for one tool: all members, who is new to the tool, who is to be forgotten, who stays. What the tool
 * knows is what the last delivery's files say, so that taking away the removes and adding the adds and keeps makes the
 * old whole file the new one, whatever became of people, permissions and addresses in between.
 */
final class ListWriter implements AutoCloseable {
    /**
     * What all lists of a night share.
     *
     * @param staging folder to write to
     * @param before folder of the last delivery
     * @param minPeople fewer are not given out
     * @param minAdds fewer wait until there are enough
     */
    record Night(Places places, Path staging, Optional<Path> before, long minPeople, long minAdds) {}

    private static final Pattern PHONE = Pattern.compile("\\+[0-9 ()/-]+");

    private final Night night;
    private final Dialect dialect;
    private final ListFacts list;
    private final Optional<ConsentGate> gate;
    private final FileRules rules;
    private final List<Column> columns;
    private final List<String> header;
    private final List<String> identity;
    private final Map<String, List<Integer>> matchKeys = new LinkedHashMap<>();
    private final List<ReadyFile.Entry> before;
    private final Set<UUID> known = new HashSet<>();
    private final Set<UUID> delivered = new HashSet<>();
    private final SplitFile members;
    private final SplitFile adds;
    private final SplitFile keeps;
    private final Map<String, Long> found = new LinkedHashMap<>();
    private long people;
    private long withheld;
    private long unmatched;
    private long repeated;
    private long added;

    /**
     * @param rules of the tool, with the night's own limits
     * @param before files of all members as last delivered to this tool
     */
    ListWriter(
            Night night,
            Dialect dialect,
            ListFacts list,
            Purpose purpose,
            FileRules rules,
            List<ReadyFile.Entry> before) {
        this.night = night;
        this.dialect = dialect;
        this.list = list;
        this.rules = rules;
        this.before = before;
        this.gate = list.channels().isEmpty() || !list.hasContacts()
                ? Optional.empty()
                : Optional.of(new ConsentGate(purpose, list.channels()));
        this.columns = dialect.columns(list);
        this.header = columns.stream().map(Column::header).toList();
        this.identity = dialect.identity().isEmpty() ? header : dialect.identity();
        for (List<String> key : dialect.matchKeys()) {
            if (header.containsAll(key)) {
                matchKeys.put(
                        String.join(" + ", key),
                        key.stream().map(header::indexOf).toList());
            }
        }
        eachBefore(row -> known.add(key(identity.stream().map(row).toList())));
        this.members = open("members");
        this.adds = open("adds");
        this.keeps = open("keeps");
    }

    String tool() {
        return dialect.name();
    }

    boolean usesAny(Set<Channel> channels) {
        return channels.stream().anyMatch(list.channels()::contains);
    }

    /** Writes the person, as far as permission goes; returns whether the person is in the files now. */
    boolean write(Addressee person) {
        return write(person, EnumSet.allOf(Channel.class));
    }

    /** The same by some channels only: nothing is shown that is for others. */
    boolean write(Addressee person, Set<Channel> only) {
        people++;
        Optional<Recipient> recipient = gate.isEmpty()
                ? Optional.of(ConsentGate.numbersOf(person))
                : gate.get().pass(person, only);
        if (recipient.isEmpty()) {
            withheld++;
            return false;
        }
        List<String> row = row(recipient.get());
        List<String> ways = matchKeys.entrySet().stream()
                .filter(way ->
                        way.getValue().stream().noneMatch(at -> row.get(at).isEmpty()))
                .map(Map.Entry::getKey)
                .toList();
        UUID key = key(identity.stream().map(header::indexOf).map(row::get).toList());
        if (ways.isEmpty()) {
            unmatched++;
            return false;
        }
        if (!delivered.add(key)) {
            repeated++;
            return false;
        }
        ways.forEach(way -> found.merge(way, 1L, Long::sum));
        members.write(row);
        if (known.contains(key)) {
            keeps.write(row);
        } else {
            adds.write(row);
            added++;
        }
        return true;
    }

    /** Ends the files; what is too small to be given out is taken back. */
    ReadyFile.ListSummary finish(List<ReadyFile.Entry> files) {
        List<SplitFile.Written> all = members.finish();
        List<SplitFile.Written> joined = adds.finish();
        List<SplitFile.Written> stayed = keeps.finish();
        String hold = hold();
        if (!hold.isEmpty()) {
            joined = rewritten("adds", List.of());
            stayed = delivered.isEmpty() ? rewritten("keeps", List.of()) : stayed;
            all = rewritten("members", stayed);
        }
        add(files, "members", all);
        add(files, "adds", joined);
        add(files, "keeps", stayed);
        add(files, "removes", removes());
        return summary(hold);
    }

    /** Why a part of the list is held back, which then is not delivered; empty for nothing. */
    private String hold() {
        String hold = "";
        if (added > 0 && added < night.minAdds() && !before.isEmpty()) {
            delivered.retainAll(known);
            hold = "fewer than " + night.minAdds() + " new people: they wait";
        }
        if (!delivered.isEmpty() && delivered.size() < night.minPeople()) {
            delivered.clear();
            hold = "fewer than " + night.minPeople() + " people";
        }
        return hold;
    }

    /** Takes everybody off a list that is not written any more. */
    static void removeAll(
            Night night,
            Dialect dialect,
            ListFacts list,
            FileRules rules,
            List<ReadyFile.Entry> before,
            List<ReadyFile.Entry> files) {
        SplitFile removes = new SplitFile(
                night.places(), night.staging(), dialect.stem(list) + "_removes", rules, dialect.removalHeader(list));
        for (ReadyFile.Entry file : before) {
            new DeliveredRows(night.places())
                    .read(
                            new Path(night.before().orElseThrow(), file.name()),
                            rules.format(),
                            row -> removes.write(dialect.removal(list, row)));
        }
        removes.finish().forEach(file -> files.add(entry(dialect, list, "removes", file)));
    }

    @Override
    public void close() {
        members.close();
        adds.close();
        keeps.close();
    }

    private List<String> row(Recipient person) {
        return row(columns, rules, person);
    }

    /** The person as the tool's file has it. */
    static List<String> row(List<Column> columns, FileRules rules, Recipient person) {
        List<String> row = new ArrayList<>(columns.size());
        for (Column column : columns) {
            String text = column.value().apply(person);
            boolean isSafe = !rules.isOpenedByPeople() || PHONE.matcher(text).matches();
            row.add(isSafe ? text : CsvFile.safe(text));
        }
        return row;
    }

    private SplitFile open(String part) {
        return new SplitFile(night.places(), night.staging(), dialect.stem(list) + "_" + part, rules, header);
    }

    /** Writes a part once more, with the rows of what was written of another. */
    private List<SplitFile.Written> rewritten(String part, List<SplitFile.Written> rows) {
        deleteParts(part);
        SplitFile anew = open(part);
        for (SplitFile.Written file : rows) {
            new DeliveredRows(night.places())
                    .read(
                            new Path(night.staging(), file.name()),
                            rules.format(),
                            row -> anew.write(header.stream().map(row).toList()));
        }
        return anew.finish();
    }

    private void deleteParts(String part) {
        String name = dialect.stem(list) + "_" + part;
        night.places().list(night.staging()).stream()
                .map(file -> file.getPath())
                .filter(path -> path.getName().startsWith(name + "_part-")
                        || path.getName().startsWith(name + "."))
                .forEach(night.places()::delete);
    }

    private List<SplitFile.Written> removes() {
        SplitFile removes = new SplitFile(
                night.places(), night.staging(), dialect.stem(list) + "_removes", rules, dialect.removalHeader(list));
        eachBefore(row -> {
            if (!delivered.contains(key(identity.stream().map(row).toList()))) {
                removes.write(dialect.removal(list, row));
            }
        });
        return removes.finish();
    }

    private void eachBefore(java.util.function.Consumer<UnaryOperator<String>> reader) {
        for (ReadyFile.Entry file : before) {
            new DeliveredRows(night.places())
                    .read(new Path(night.before().orElseThrow(), file.name()), rules.format(), reader);
        }
    }

    private void add(List<ReadyFile.Entry> files, String part, List<SplitFile.Written> written) {
        written.forEach(file -> files.add(entry(dialect, list, part, file)));
    }

    private static ReadyFile.Entry entry(Dialect dialect, ListFacts list, String part, SplitFile.Written file) {
        return new ReadyFile.Entry(
                dialect.name(),
                dialect.consent(),
                list.segment(),
                part,
                file.name(),
                file.rows(),
                file.bytes(),
                file.sha256());
    }

    private ReadyFile.ListSummary summary(String hold) {
        boolean isSecret = !hold.isEmpty();
        Map<String, Double> coverage = new LinkedHashMap<>();
        if (!isSecret) {
            matchKeys.keySet().forEach(way -> coverage.put(way, share(found.getOrDefault(way, 0L))));
        }
        return new ReadyFile.ListSummary(
                dialect.name(),
                list.segment(),
                isSecret ? 0 : people,
                delivered.size(),
                isSecret ? 0 : withheld,
                isSecret ? 0 : unmatched,
                isSecret ? 0 : repeated,
                known.size(),
                hold,
                coverage);
    }

    private double share(long count) {
        return delivered.isEmpty() ? 0 : Math.round(1e4 * count / delivered.size()) / 1e4;
    }

    /** 128 bits of what names a row: two rows of a list share them by chance once in 10^25 lists of a million. */
    private static UUID key(List<String> values) {
        return UUID.nameUUIDFromBytes(String.join("\u001F", values).getBytes(StandardCharsets.UTF_8));
    }
}
