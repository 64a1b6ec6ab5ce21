package io.nightjar.publish;

import io.nightjar.config.Channel;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.TriggerDefinition;
import io.nightjar.job.Inputs;
import io.nightjar.publish.dialect.Addressee;
import io.nightjar.publish.dialect.Column;
import io.nightjar.publish.dialect.ConsentGate;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.FileRules;
import io.nightjar.publish.dialect.ListFacts;
import io.nightjar.publish.dialect.Recipient;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.store.Json;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/**
 * Takes people out of the delivery that tools know: their rows leave the files of all members, of who joined and who
 * stayed, and each tool gets a file that takes them off its lists. The next night is told apart from the files as they
 * are then, so it names them no more.
 */
public final class WithdrawPeople {
    private final Places places;
    private final Path folder;
    private final List<Dialect> dialects;
    private final Map<String, DeliveredList> lists;

    /** @param folder all nights' folders are in it */
    public WithdrawPeople(
            Places places,
            Path folder,
            List<Dialect> dialects,
            List<SegmentDefinition> segments,
            List<TriggerDefinition> triggers) {
        this.places = places;
        this.folder = folder;
        this.dialects = List.copyOf(dialects);
        this.lists = DeliveredList.of(segments, triggers);
    }

    /**
     * Can be repeated; an interrupted one is finished that way.
     *
     * @param in the tables of the run that was delivered
     * @param persons by {@code customer_id}
     * @param to folder for the files that take them off
     * @return names of the files in it
     */
    public List<String> withdraw(Inputs in, String runId, Set<String> persons, Path to) {
        Path delivered = new Path(folder, runId);
        Path promise = new Path(delivered, "_READY.json");
        Optional<ReadyFile> found =
                places.read(promise).map(bytes -> Json.parse(bytes, ReadyFile.class, promise.toString()));
        if (found.isEmpty() || persons.isEmpty()) {
            return List.of();
        }
        ReadyFile ready = found.get();
        Map<String, List<Addressee>> members = members(in, persons);
        List<ReadyFile.Entry> entries = new ArrayList<>();
        for (ReadyFile.Entry entry : ready.files()) {
            Optional<Dialect> dialect = dialects.stream()
                    .filter(one -> one.name().equals(entry.tool()))
                    .findFirst();
            DeliveredList segment = lists.get(entry.segment());
            if (entry.part().equals("removes") || dialect.isEmpty() || segment == null) {
                entries.add(entry);
            } else {
                List<Addressee> gone = members.getOrDefault(entry.segment(), List.of());
                ListFacts list = facts(dialect.get(), segment, ready, in.has(ContactPoints.TABLE));
                entries.add(new OneFile(dialect.get(), list, delivered, to).without(entry, gone, segment));
            }
        }
        places.write(
                promise,
                Json.bytes(new ReadyFile(ready.runId(), ready.asOf(), entries, ready.withheld(), ready.lists())));
        return places.list(to).stream().map(file -> file.getPath().getName()).toList();
    }

    /**
     * The delivered files that a person is in, by name; none where the delivery is gone.
     *
     * @param in the tables of the run that was delivered
     * @param person by {@code customer_id}
     */
    public List<String> filesWith(Inputs in, String runId, String person) {
        Path delivered = new Path(folder, runId);
        Optional<ReadyFile> ready = places.read(new Path(delivered, "_READY.json"))
                .map(bytes -> Json.parse(bytes, ReadyFile.class, "_READY.json"));
        Map<String, List<Addressee>> members = ready.isEmpty() ? Map.of() : members(in, Set.of(person));
        List<String> files = new ArrayList<>();
        for (ReadyFile.Entry entry : ready.map(ReadyFile::files).orElse(List.of())) {
            Optional<Dialect> dialect = dialects.stream()
                    .filter(one -> one.name().equals(entry.tool()))
                    .findFirst();
            DeliveredList list = lists.get(entry.segment());
            boolean isOfMembers = !entry.part().equals("removes") && members.containsKey(entry.segment());
            if (isOfMembers && dialect.isPresent() && list != null) {
                ListFacts facts = facts(dialect.get(), list, ready.get(), in.has(ContactPoints.TABLE));
                if (new OneFile(dialect.get(), facts, delivered, delivered)
                        .has(entry, members.get(entry.segment()), list)) {
                    files.add(entry.name());
                }
            }
        }
        return files;
    }

    private static Map<String, List<Addressee>> members(Inputs in, Set<String> persons) {
        Map<String, List<Addressee>> members = new LinkedHashMap<>();
        for (Row row : DeliverSegmentFiles.people(in)
                .where(SegmentMembers.CUSTOMER_ID.col().isin(persons.toArray()))
                .select(PersonRow.columns())
                .collectAsList()) {
            members.computeIfAbsent(PersonRow.segment(row), name -> new ArrayList<>())
                    .add(PersonRow.addressee(row));
        }
        return members;
    }

    private static ListFacts facts(Dialect dialect, DeliveredList segment, ReadyFile ready, boolean hasContacts) {
        EnumSet<Channel> shared = EnumSet.noneOf(Channel.class);
        shared.addAll(segment.channels());
        shared.retainAll(dialect.channels());
        return new ListFacts(segment.name(), LocalDate.parse(ready.asOf()), ready.runId(), shared, hasContacts);
    }

    /** A file of members of one list for one tool: all, who joined or who stayed. */
    private final class OneFile {
        private final Dialect dialect;
        private final ListFacts list;
        private final Path delivered;
        private final Path to;
        private final List<Column> columns;
        private final List<String> header;
        private final List<String> identity;
        private final FileRules rules;

        OneFile(Dialect dialect, ListFacts list, Path delivered, Path to) {
            this.dialect = dialect;
            this.list = list;
            this.delivered = delivered;
            this.to = to;
            this.columns = dialect.columns(list);
            this.header = columns.stream().map(Column::header).toList();
            this.identity = dialect.identity().isEmpty() ? header : dialect.identity();
            this.rules = dialect.file();
        }

        ReadyFile.Entry without(ReadyFile.Entry entry, List<Addressee> gone, DeliveredList segment) {
            Path file = new Path(delivered, entry.name());
            if (gone.isEmpty() || !places.exists(file)) {
                return entry;
            }
            Theirs theirs = new Theirs(gone, segment);
            Path beside = new Path(delivered, ".without-" + entry.name());
            List<List<String>> off = new ArrayList<>();
            SplitFile kept = new SplitFile(places, beside, "rest", rules, header);
            new DeliveredRows(places).read(file, rules.format(), row -> {
                if (theirs.has(identity.stream().map(row).toList())) {
                    off.add(dialect.removal(list, row));
                } else {
                    kept.write(header.stream().map(row).toList());
                }
            });
            SplitFile.Written rest = kept.finish().get(0);
            ReadyFile.Entry now = entry;
            if (!off.isEmpty()) {
                if (entry.part().equals("members")) {
                    // First: once the rows have left the list nobody could say any more whom to take off.
                    write(off, stem(entry.name()) + "_removes");
                }
                now = replaced(entry, file, new Path(beside, rest.name()), rest);
            }
            places.delete(beside);
            return now;
        }

        /** What names people in this file, whatever the list may tell of them by now. */
        private final class Theirs {
            private final Set<List<String>> rows = new HashSet<>();
            private final Set<String> names = new HashSet<>();

            Theirs(List<Addressee> people, DeliveredList segment) {
                for (Addressee person : people) {
                    rows.add(row(person, segment));
                    if (!dialect.identity().isEmpty()) {
                        names.addAll(List.of(
                                person.customerId(), person.customerKey(), person.email(), lower(person.email())));
                    }
                }
                names.remove("");
            }

            /** A phone or an address names a household: who shares one with them is somebody else. */
            boolean has(List<String> named) {
                return rows.contains(named) || named.stream().anyMatch(names::contains);
            }
        }

        boolean has(ReadyFile.Entry entry, List<Addressee> people, DeliveredList segment) {
            Set<List<String>> rows =
                    people.stream().map(one -> row(one, segment)).collect(Collectors.toSet());
            rows.remove(List.<String>of());
            boolean[] found = {false};
            new DeliveredRows(places)
                    .read(
                            new Path(delivered, entry.name()),
                            rules.format(),
                            row -> found[0] |=
                                    rows.contains(identity.stream().map(row).toList()));
            return found[0];
        }

        private void write(List<List<String>> off, String name) {
            SplitFile removes = new SplitFile(places, to, name, rules, dialect.removalHeader(list));
            off.forEach(removes::write);
            removes.finish();
        }

        private ReadyFile.Entry replaced(ReadyFile.Entry entry, Path file, Path from, SplitFile.Written rest) {
            byte[] bytes = places.read(from).orElseThrow(() -> new StoreException("Cannot read back " + from));
            places.write(file, bytes);
            return new ReadyFile.Entry(
                    entry.tool(),
                    entry.consent(),
                    entry.segment(),
                    entry.part(),
                    entry.name(),
                    rest.rows(),
                    rest.bytes(),
                    rest.sha256());
        }

        /** What names the person to the tool. */
        private List<String> row(Addressee person, DeliveredList segment) {
            Optional<Recipient> recipient = list.channels().isEmpty() || !list.hasContacts()
                    ? Optional.of(ConsentGate.numbersOf(person))
                    : new ConsentGate(segment.purpose(), list.channels()).pass(person);
            List<String> row =
                    recipient.map(one -> ListWriter.row(columns, rules, one)).orElse(List.of());
            return row.isEmpty()
                    ? List.of()
                    : identity.stream().map(header::indexOf).map(row::get).toList();
        }
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
