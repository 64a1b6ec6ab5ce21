package io.nightjar.job;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.quality.Check;
import io.nightjar.quality.DataQualityException;
import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import io.nightjar.store.Places;
import io.nightjar.store.TableCommit;
import io.nightjar.store.TableStore;
import io.nightjar.store.feed.Forgotten;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class RunnerTest {
    private static final Field ID = Field.string("id");
    private static final Field AMOUNT = Field.count("amount");
    private static final Table FIRST = new Table("first", List.of(ID), List.of(ID, AMOUNT));
    private static final Table SECOND = new Table("second", List.of(ID), List.of(ID, AMOUNT));
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    @TempDir
    private Path work;

    private TableStore store;
    private SparkSession spark;
    private final List<String> log = new ArrayList<>();
    private Map<String, TableCommit> published = Map.of();
    private long epoch = 1;

    @BeforeEach
    void open(SparkSession session) {
        spark = session;
        store = new TableStore(
                spark,
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(work.toUri().toString()));
    }

    @Test
    void doesNotBuildACommittedTableAgain() {
        Runner night = runner("code", DAY);
        night.run(makes("a, 1"));
        night.run(doubles());
        assertThat(log).containsExactly("makes first", "ends makes 1", "makes second", "ends doubles 1");
        log.clear();
        Runner again = runner("code", DAY);
        again.run(makes("a, 1"));
        again.run(doubles());
        assertThat(log).containsExactly("kept makes 1", "kept doubles 1");
        assertThat(again.commits()).isEqualTo(night.commits());
        assertThat(again.timings()).isEmpty();
        assertThat(Rows.text(again.read(SECOND), SECOND)).containsExactly("a, 2");
    }

    @Test
    void buildsAnewWhatItsInputsContentChanges() {
        Runner night = runner("code", DAY);
        night.run(makes("a, 1"));
        night.run(doubles());
        log.clear();
        Runner changed = runner("code", DAY);
        changed.run(makes("a, 3"));
        changed.run(doubles());
        assertThat(log).contains("makes first", "makes second");
        assertThat(Rows.text(changed.read(SECOND), SECOND)).containsExactly("a, 6");
    }

    @Test
    void stopsAtAnInputThatCameOutTheSame() {
        Runner night = runner("code", DAY);
        night.run(makes("a, 1\nb, 2"));
        night.run(doubles());
        log.clear();
        Runner turned = runner("code", DAY);
        turned.run(makes("b, 2\na, 1"));
        turned.run(doubles());
        assertThat(log).contains("makes first").contains("kept doubles 2").doesNotContain("makes second");
    }

    @Test
    void buildsAnewForOtherSettingsCodeOrDate() {
        runner("code", DAY).run(makes("a, 1"));
        log.clear();
        runner("other code", DAY).run(makes("a, 1"));
        runner("code", DAY.plusDays(1)).run(makes("a, 1"));
        runner("code", DAY).run(new Steps("makes", FIRST, List.of(), "other settings", in -> rows("a, 1")));
        assertThat(log).filteredOn("makes first"::equals).hasSize(3);
        runner("code", DAY).run(makes("a, 1"));
        assertThat(log).filteredOn("makes first"::equals).hasSize(3);
    }

    @Test
    void commitsNothingThatBreaksACheck() {
        Runner night = runner("code", DAY);
        assertThatThrownBy(() -> night.run(makes("a, 1\na, 2")))
                .isInstanceOf(DataQualityException.class)
                .hasMessage(
                        "Cannot commit first for 2026-01-31: first: key (id) is unique: 1 rows break it (none may)");
        assertThat(night.has(FIRST)).isFalse();
        assertThat(files("_COMMIT.json")).isEmpty();
        assertThatThrownBy(() -> runner("code", DAY).run(makes("a, 1\na, 2")))
                .as("the broken rows are not there for the next attempt either")
                .isInstanceOf(DataQualityException.class);
    }

    @Test
    void callsABrokenLawABug() {
        Steps loses = makes("a, -1")
                .checked(Check.holds("nothing is lost", AMOUNT.col().geq(0)).asInvariant());
        assertThatThrownBy(() -> runner("code", DAY).run(loses))
                .isInstanceOf(BrokenInvariantException.class)
                .hasMessageContaining("nothing is lost");
        assertThat(files("_COMMIT.json")).isEmpty();
    }

    @Test
    void commitsWithAWarningAndRemembersIt() {
        Steps odd = makes("a, -1")
                .checked(Check.holds("amounts are sums", AMOUNT.col().geq(0)).asWarning());
        Runner night = runner("code", DAY);
        night.run(odd);
        assertThat(night.findings()).filteredOn(it -> it.isBroken()).hasSize(1);
        Runner again = runner("code", DAY);
        again.run(odd);
        assertThat(again.findings()).isEqualTo(night.findings());
    }

    @Test
    void viewKeepsNoRowsButCountsAndIsRead() {
        Runner night = runner("code", DAY);
        night.run(makes("a, 1\nb, 2"));
        night.run(doubles().asView());
        assertThat(night.commit(SECOND).orElseThrow().rows()).isEqualTo(2);
        assertThat(night.commit(SECOND).orElseThrow().data()).isNull();
        assertThat(work.resolve("second")).isDirectoryRecursivelyContaining("glob:**_COMMIT.json");
        assertThat(files(".parquet")).allMatch(file -> file.contains("/first/"));
        assertThat(Rows.text(night.read(SECOND), SECOND)).containsExactly("a, 2", "b, 4");

        Runner again = runner("code", DAY);
        again.run(makes("a, 1\nb, 2"));
        again.run(doubles().asView());
        assertThat(Rows.text(again.read(SECOND), SECOND)).containsExactly("a, 2", "b, 4");
    }

    @Test
    void readsTheLastPublishedNightAndDependsOnItsContent() {
        Steps compares = new Steps("compares", SECOND, List.of(FIRST), "", in -> in.previous(FIRST)
                        .orElseGet(() -> rows("none, 0")))
                .comparedWith(FIRST);
        Runner first = runner("code", DAY);
        first.run(makes("a, 1"));
        first.run(compares);
        assertThat(Rows.text(first.read(SECOND), SECOND)).containsExactly("none, 0");

        published = first.commits();
        Runner second = runner("code", DAY.plusDays(1));
        second.run(makes("a, 2"));
        second.run(compares);
        assertThat(Rows.text(second.read(SECOND), SECOND)).containsExactly("a, 1");

        published = second.commits();
        log.clear();
        Runner other = runner("code", DAY.plusDays(1));
        other.run(makes("a, 2"));
        other.run(compares);
        assertThat(log).contains("makes second");
        assertThat(Rows.text(other.read(SECOND), SECOND)).containsExactly("a, 2");
    }

    @Test
    void doesAnInterruptedStepAgain() throws Exception {
        runner("code", DAY).run(makes("a, 1"));
        Files.delete(Path.of(files("_COMMIT.json").get(0)));
        log.clear();
        epoch = 2;
        Runner resumed = runner("code", DAY);
        resumed.run(makes("a, 1"));
        assertThat(log).containsExactly("makes first", "ends makes 1");
        assertThat(Rows.text(resumed.read(FIRST), FIRST)).containsExactly("a, 1");
    }

    @Test
    void tableOfASourceThatIsOffIsEmptyAndNotThere() {
        Runner night = runner("code", DAY);
        assertThat(night.has(FIRST)).isFalse();
        assertThat(night.read(FIRST).count()).isZero();
        assertThat(night.commit(FIRST)).isEmpty();
        night.run(doubles());
        assertThat(night.commit(SECOND).orElseThrow().partOf()).containsEntry("input first", "absent");
    }

    @Test
    void recordsRowsOfTheDriver() {
        Runner night = runner("code", DAY);
        night.record(FIRST, List.of(RowFactory.create("a", 1L)));
        assertThat(Rows.text(night.read(FIRST), FIRST)).containsExactly("a, 1");
        Runner other = runner("code", DAY);
        other.record(FIRST, List.of(RowFactory.create("a", 2L)));
        assertThat(Rows.text(other.read(FIRST), FIRST)).containsExactly("a, 2");
    }

    @Test
    void modelKeepsItsCardWithItsScores() {
        ModelJob model = new ModelJob() {
            @Override
            public String name() {
                return "guess";
            }

            @Override
            public List<Table> inputs() {
                return List.of();
            }

            @Override
            public Table output() {
                return FIRST;
            }

            @Override
            public Scored learn(Inputs in, LocalDate asOf) {
                log.add("learns");
                ModelCard card = new ModelCard(
                        "guess", "?", "C", "auc", null, "rule", 0.5, false, "rule", Map.of(), Map.of(), List.of(),
                        Map.of(), Map.of(), Map.of(), 42, Map.of());
                return new Scored(rows("a, 1"), card);
            }
        };
        runner("code", DAY).run(model);
        Runner again = runner("code", DAY);
        again.run(model);
        assertThat(log).filteredOn("learns"::equals).hasSize(1);
        assertThat(again.commit(FIRST).orElseThrow().card()).contains("\"model\" : \"guess\"");
    }

    private Runner runner(String code, LocalDate asOf) {
        Progress progress = new Progress() {
            @Override
            public void begins(String step) {}

            @Override
            public void ends(String step, long rows, Duration took) {
                log.add("ends " + step + " " + rows);
            }

            @Override
            public void kept(String step, long rows) {
                log.add("kept " + step + " " + rows);
            }
        };
        Before before = new Before(published, published);
        return new Runner(store, source -> List.of(), code, asOf, epoch, before, progress, Forgotten.nobody());
    }

    private Dataset<Row> rows(String text) {
        return Rows.of(spark, FIRST, text);
    }

    /** Makes the first table of a text, which is what its settings say. */
    private Steps makes(String text) {
        return new Steps("makes", FIRST, List.of(), text, in -> rows(text));
    }

    private Steps doubles() {
        return new Steps("doubles", SECOND, List.of(FIRST), "", in -> in.read(FIRST)
                .withColumn("amount", AMOUNT.of(AMOUNT.col().multiply(lit(2)))));
    }

    private List<String> files(String ending) {
        try (var all = Files.walk(work)) {
            return all.map(Path::toString).filter(file -> file.endsWith(ending)).toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A job given by its parts; notes when it builds. */
    private final class Steps implements TableJob {
        private final String name;
        private final Table output;
        private final List<Table> inputs;
        private final String settings;
        private final Function<Inputs, Dataset<Row>> work;
        private List<Check> checks = List.of();
        private List<Table> previous = List.of();
        private boolean view;

        Steps(String name, Table output, List<Table> inputs, String settings, Function<Inputs, Dataset<Row>> work) {
            this.name = name;
            this.output = output;
            this.inputs = inputs;
            this.settings = settings;
            this.work = work;
        }

        Steps checked(Check check) {
            checks = List.of(check);
            return this;
        }

        Steps asView() {
            view = true;
            return this;
        }

        Steps comparedWith(Table table) {
            previous = List.of(table);
            return this;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<Table> inputs() {
            return inputs;
        }

        @Override
        public Table output() {
            return output;
        }

        @Override
        public String settings() {
            return settings;
        }

        @Override
        public List<Check> checks() {
            return checks;
        }

        @Override
        public boolean isView(Inputs in) {
            return view;
        }

        @Override
        public List<Table> previousInputs() {
            return previous;
        }

        @Override
        public Dataset<Row> build(Inputs in, LocalDate asOf) {
            log.add("makes " + output.name());
            return work.apply(in);
        }
    }
}
