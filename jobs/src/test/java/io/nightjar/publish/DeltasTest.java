package io.nightjar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.Channel;
import io.nightjar.config.Purpose;
import io.nightjar.publish.dialect.Addressee;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.Dialects;
import io.nightjar.publish.dialect.FileReport;
import io.nightjar.publish.dialect.ListFacts;
import io.nightjar.store.Places;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign tool that starts with the whole list and then takes each night's changes knows what the whole list says. */
final class DeltasTest {
    private static final Places PLACES = new Places(new Configuration());
    private static final Dialects DIALECTS = new Dialects("AT", "yyyy-MM-dd");
    private static final LocalDate DAY = LocalDate.parse("2026-01-30");
    private static final int PEOPLE = 400;

    @TempDir
    private Path folder;

    @Test
    void changesOfTwoNightsMakeTheFirstWholeListTheThirdForEveryTool() {
        for (Dialect dialect : DIALECTS.all()) {
            List<ReadyFile.Entry> first = night(dialect, 0, Optional.empty(), List.of());
            Map<String, List<String>> tool = rows(dialect, 0, part(first, "members"));
            List<ReadyFile.Entry> before = first;
            for (int night = 1; night <= 2; night++) {
                List<ReadyFile.Entry> files = night(dialect, night, Optional.of(place(night - 1)), before);
                Map<String, List<String>> gone = rows(dialect, night, part(files, "removes"));
                Map<String, List<String>> joined = rows(dialect, night, part(files, "adds"));
                Map<String, List<String>> stayed = rows(dialect, night, part(files, "keeps"));
                Map<String, List<String>> whole = rows(dialect, night, part(files, "members"));
                assertThat(gone).as(dialect.name()).isNotEmpty();
                assertThat(joined).as(dialect.name()).isNotEmpty();
                assertThat(tool.keySet()).containsAll(gone.keySet()).doesNotContainAnyElementsOf(joined.keySet());
                tool.keySet().removeAll(gone.keySet());
                assertThat(tool.keySet()).as(dialect.name()).containsExactlyInAnyOrderElementsOf(stayed.keySet());
                tool.putAll(joined);
                // Who was there already; values such as the list's date are new every night.
                tool.putAll(stayed);
                assertThat(tool).as(dialect.name()).isEqualTo(whole);
                before = files;
            }
        }
    }

    @Test
    void noToolRefusesAFileThatWeWrite() {
        for (Dialect dialect : DIALECTS.all()) {
            for (ReadyFile.Entry file : night(dialect, 0, Optional.empty(), List.of())) {
                FileReport report = new CampaignFile(PLACES, new org.apache.hadoop.fs.Path(place(0), file.name()))
                        .check(dialect, List.of("debt*"), 5);
                assertThat(report.findings())
                        .filteredOn(finding -> !finding.complaint().rule().equals("few-people"))
                        .as(file.name())
                        .isEmpty();
                assertThat(report.matchable()).as(file.name()).isEqualTo(file.rows());
            }
        }
    }

    private List<ReadyFile.Entry> night(
            Dialect dialect, int night, Optional<org.apache.hadoop.fs.Path> before, List<ReadyFile.Entry> delivered) {
        ListFacts list = new ListFacts("loyal-friends", DAY.plusDays(night), "run-" + night, dialect.channels(), true);
        ListWriter writer = new ListWriter(
                new ListWriter.Night(PLACES, place(night), before, 0, 0),
                dialect,
                list,
                Purpose.MARKETING,
                dialect.file().within(150, 1_000_000),
                part(delivered, "members"));
        people(night).forEach(writer::write);
        List<ReadyFile.Entry> files = new ArrayList<>();
        writer.finish(files);
        return files;
    }

    /** Every night some leave and come, change an address or a phone, or take a permission back. */
    private static List<Addressee> people(int night) {
        List<Addressee> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Random fixed = new Random(7L * i);
            Random tonight = new Random(1_000_003L * i + night);
            int moved = tonight.nextInt(10) == 0 ? night : 0;
            Set<Channel> permitted = EnumSet.noneOf(Channel.class);
            for (Channel channel : Channel.values()) {
                if (tonight.nextInt(10) < 7) {
                    permitted.add(channel);
                }
            }
            if (tonight.nextInt(10) < 8) {
                people.add(new Addressee(
                        "c" + i,
                        "K" + i,
                        fixed.nextInt(5) == 0 ? "" : "=Zoë-" + i,
                        "O'Neil, \"" + i + "\"",
                        fixed.nextInt(4) == 0 ? "" : "p" + i + "." + moved + "@gmail.com",
                        fixed.nextInt(4) == 0 ? "" : "0660 1" + (100000 + i) + moved,
                        "Ring " + i,
                        "1010",
                        "Wien",
                        fixed.nextBoolean() ? "AT" : "Österreich",
                        "de",
                        permitted,
                        "Tea; Cake",
                        "frequency " + night));
            }
        }
        return people;
    }

    private org.apache.hadoop.fs.Path place(int night) {
        return new org.apache.hadoop.fs.Path(folder.toUri().toString(), "night-" + night);
    }

    private static List<ReadyFile.Entry> part(List<ReadyFile.Entry> files, String part) {
        return files.stream().filter(file -> file.part().equals(part)).toList();
    }

    /** Rows by what names them in the tool. */
    private Map<String, List<String>> rows(Dialect dialect, int night, List<ReadyFile.Entry> files) {
        List<String> header =
                dialect.columns(new ListFacts("loyal-friends", DAY, "", dialect.channels(), true)).stream()
                        .map(column -> column.header())
                        .toList();
        List<String> identity = dialect.identity().isEmpty() ? header : dialect.identity();
        Map<String, List<String>> rows = new TreeMap<>();
        for (ReadyFile.Entry file : files) {
            new DeliveredRows(PLACES)
                    .read(
                            new org.apache.hadoop.fs.Path(place(night), file.name()),
                            dialect.file().format(),
                            row -> rows.put(
                                    String.join("|", identity.stream().map(row).toList()),
                                    header.stream().map(row).toList()));
        }
        return new LinkedHashMap<>(rows);
    }
}
