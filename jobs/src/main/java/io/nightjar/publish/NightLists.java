package io.nightjar.publish;

import io.nightjar.config.Channel;
import io.nightjar.config.DeliverySettings;
import io.nightjar.publish.dialect.Addressee;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.FileRules;
import io.nightjar.publish.dialect.ListFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** All lists of a night for all tools, written while members go by once; a list at a time is in memory. */
final class NightLists {
    private static final Set<Channel> ALL = Set.copyOf(EnumSet.allOf(Channel.class));

    private final ListWriter.Night night;
    private final List<Dialect> dialects;
    private final DeliverySettings settings;
    private final Map<String, DeliveredList> lists;
    private final Set<String> heldOutTo;
    private final LocalDate asOf;
    private final String runId;
    private final boolean hasContacts;
    private final List<ReadyFile.Entry> before;

    private final Set<String> written = new LinkedHashSet<>();
    private final List<ReadyFile.Entry> files = new ArrayList<>();
    private final List<ReadyFile.ListSummary> summaries = new ArrayList<>();
    private final Map<String, Long> withheld = new TreeMap<>();

    NightLists(
            ListWriter.Night night,
            List<Dialect> dialects,
            DeliverySettings settings,
            Map<String, DeliveredList> lists,
            List<String> heldOutTo,
            LocalDate asOf,
            String runId,
            boolean hasContacts,
            List<ReadyFile.Entry> before) {
        this.night = night;
        this.dialects = dialects;
        this.settings = settings;
        this.lists = lists;
        this.heldOutTo = Set.copyOf(heldOutTo);
        this.asOf = asOf;
        this.runId = runId;
        this.hasContacts = hasContacts;
        this.before = before;
    }

    /** Writes everything: lists with members, lists without, and removals from lists that are no more. */
    ReadyFile write(Iterator<Row> members) {
        Set<String> empty = new TreeSet<>(lists.keySet());
        Row next = next(members);
        while (next != null) {
            empty.remove(PersonRow.segment(next));
            next = writeList(next, members);
        }
        empty.forEach(segment -> finish(segment, writers(segment), 0));
        removeVanished();
        return new ReadyFile(runId, asOf.toString(), files, withheld, summaries);
    }

    /** Writes the list that the row begins; returns the first row of the next one, null after the last. */
    private Row writeList(Row first, Iterator<Row> members) {
        String segment = PersonRow.segment(first);
        List<ListWriter> writers = writers(segment);
        try {
            Row next = first;
            long refused = 0;
            while (next != null && PersonRow.segment(next).equals(segment)) {
                if (!isLeftOut(next)) {
                    refused += isWritten(next, writers) ? 0 : 1;
                }
                next = next(members);
            }
            finish(segment, writers, refused);
            return next;
        } finally {
            writers.forEach(ListWriter::close);
        }
    }

    private static Row next(Iterator<Row> members) {
        return members.hasNext() ? members.next() : null;
    }

    /** Whom the plan does not contact tonight, where only whom it does is delivered. */
    private boolean isLeftOut(Row member) {
        return settings.onlyPlanned()
                && !PersonRow.isHeldOut(member)
                && PersonRow.plannedBy(member).filter(Set::isEmpty).isPresent();
    }

    private boolean isWritten(Row member, List<ListWriter> writers) {
        Addressee person = PersonRow.addressee(member);
        Set<Channel> only = channels(member);
        boolean isWritten = false;
        for (ListWriter writer : writers) {
            // Of a control group only tools that hold out people of their own hear.
            boolean isTold = !PersonRow.isHeldOut(member) || heldOutTo.contains(writer.tool());
            if (isTold && (only.size() == ALL.size() || writer.usesAny(only))) {
                isWritten |= writer.write(person, only);
            }
        }
        return isWritten;
    }

    /** By which the plan contacts them, where that is wanted; all for a list that it leaves alone. */
    private Set<Channel> channels(Row member) {
        return settings.onlyPlanned() && !PersonRow.isHeldOut(member)
                ? PersonRow.plannedBy(member).orElse(ALL)
                : ALL;
    }

    private void finish(String segment, List<ListWriter> writers, long refused) {
        writers.forEach(writer -> summaries.add(writer.finish(files)));
        withheld.put(segment, refused);
    }

    /** One for each tool that can use the list. */
    private List<ListWriter> writers(String segment) {
        DeliveredList definition = lists.get(segment);
        List<ListWriter> writers = new ArrayList<>();
        for (Dialect dialect : dialects) {
            EnumSet<Channel> shared = EnumSet.noneOf(Channel.class);
            shared.addAll(definition.channels());
            shared.retainAll(dialect.channels());
            boolean isOfIds = !hasContacts || definition.channels().isEmpty();
            if (isOfIds ? dialect.writesListsOfIds() : !shared.isEmpty()) {
                written.add(dialect.name() + " " + segment);
                writers.add(new ListWriter(
                        night,
                        dialect,
                        new ListFacts(segment, asOf, runId, shared, hasContacts),
                        definition.purpose(),
                        rules(dialect),
                        before(dialect, segment)));
            }
        }
        return writers;
    }

    /** Whom a tool knows by a list that is not defined any more, or not for it, must be taken off. */
    private void removeVanished() {
        for (Dialect dialect : dialects) {
            before.stream()
                    .filter(file -> file.tool().equals(dialect.name()))
                    .map(ReadyFile.Entry::segment)
                    .distinct()
                    .filter(segment -> !written.contains(dialect.name() + " " + segment))
                    .sorted()
                    .forEach(segment -> ListWriter.removeAll(
                            night,
                            dialect,
                            new ListFacts(segment, asOf, runId, Set.of(), hasContacts),
                            rules(dialect),
                            before(dialect, segment),
                            files));
        }
    }

    private List<ReadyFile.Entry> before(Dialect dialect, String segment) {
        return before.stream()
                .filter(file -> file.tool().equals(dialect.name())
                        && file.segment().equals(segment)
                        && file.part().equals("members"))
                .toList();
    }

    private FileRules rules(Dialect dialect) {
        return dialect.file().within(settings.maxRowsPerFile(), settings.maxBytesPerFile());
    }
}
