package io.nightjar;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.nightjar.schema.Field;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

/** How the house is built; a rule broken here is a wall broken through. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.nightjar");
    private static final Path SOURCES = Path.of("src/main/java/io/nightjar");
    private static final String[] ROOMS = {
        "staging", "identity", "profile", "model", "segment", "decide", "publish", "report", "sample"
    };

    @Test
    void doorsGoDownOnlyAndNeverSideways() {
        var house = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.nightjar..")
                .layer("app")
                .definedBy("io.nightjar.app..");
        for (String room : ROOMS) {
            house = house.layer(room).definedBy("io.nightjar." + room + "..");
        }
        for (String floor : List.of("learn", "job", "quality", "store", "schema", "config")) {
            house = house.layer(floor).definedBy("io.nightjar." + floor + "..");
        }
        house = house.whereLayer("app").mayNotBeAccessedByAnyLayer();
        for (String room : ROOMS) {
            house = house.whereLayer(room).mayOnlyBeAccessedByLayers("app");
        }
        house.whereLayer("learn")
                .mayOnlyBeAccessedByLayers(with("app"))
                .whereLayer("job")
                .mayOnlyBeAccessedByLayers(with("app", "learn"))
                .whereLayer("quality")
                .mayOnlyBeAccessedByLayers(with("app", "learn", "job"))
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers(with("app", "learn", "job", "quality"))
                .whereLayer("schema")
                .mayOnlyBeAccessedByLayers(with("app", "learn", "job", "quality", "store"))
                .check(CODE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.nightjar.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void onlyTheStoreReadsAndWritesFilesWithSpark() {
        // Iceberg tables are read and written by name in publish; that is no file.
        noClasses()
                .that()
                .resideOutsideOfPackages("io.nightjar.store..", "io.nightjar.publish..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(DataFrameReader.class, DataFrameWriter.class)
                .check(CODE);
    }

    @Test
    void onlyTheAppKnowsWhatDayItIs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.nightjar.app..")
                .should()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now", java.time.ZoneId.class)
                .check(CODE);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.nightjar.staging..",
                        "io.nightjar.identity..",
                        "io.nightjar.profile..",
                        "io.nightjar.learn..",
                        "io.nightjar.model..",
                        "io.nightjar.segment..",
                        "io.nightjar.decide..",
                        "io.nightjar.sample..",
                        "io.nightjar.report..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(CODE);
    }

    @Test
    void recordsDoNotGoIntoSpark() {
        noClasses()
                .should()
                .callMethod(Encoders.class, "bean", Class.class)
                .because("Encoders.bean on a record gives an empty schema without an error")
                .check(CODE);
    }

    @Test
    void nothingDependsOnOrderOrChance() throws IOException {
        Pattern forbidden = Pattern.compile(
                "\\b(rand|randn|monotonically_increasing_id|uuid|current_date|current_timestamp|now)\\(\\)|randomSplit|Math\\.random");
        assertThat(matches(
                        forbidden,
                        file -> !file.startsWith("app")
                                && !file.startsWith("store")
                                && !file.startsWith("sample")
                                && !file.startsWith("job")))
                .as("functions whose value differs between two runs")
                .isEmpty();
    }

    @Test
    void whatIsLearnedSideBySideWaitsForNoLock() throws IOException {
        assertThat(matches(
                        Pattern.compile("synchronized|Lock\\(\\)"),
                        file -> file.startsWith("learn") || file.startsWith("model") || file.startsWith("identity")))
                .as("locks: a thread that holds one and waits for its blocks may wait for a thread that wants it")
                .isEmpty();
    }

    @Test
    void nobodyDropsOrOverwritesInSilence() throws IOException {
        assertThat(matches(
                        Pattern.compile(
                                "DROPMALFORMED|FAILFAST|SaveMode\\.Overwrite|mode\\(\"overwrite\"\\)|INSERT OVERWRITE"),
                        file -> true))
                .as("reading or writing that loses rows or live data")
                .isEmpty();
    }

    @Test
    void onlyTheSchemaSpellsColumnNames() throws IOException {
        Set<String> names = new TreeSet<>();
        Sources.ALL.stream()
                .map(SourceTable::fields)
                .forEach(fields -> fields.stream().map(Field::name).forEach(names::add));
        names.removeIf(name -> !name.contains("_"));
        Pattern spelled = Pattern.compile("\"(" + String.join("|", names) + ")\"");
        assertThat(matches(spelled, file -> !file.startsWith("schema") && !file.startsWith("sample")))
                .as("column names as literals outside schema")
                .isEmpty();
    }

    @Test
    void classesAreFinalAndFieldsOfClassesDoNotChange() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("are not anonymous or abstract") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.isAnonymousClass()
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                                && !type.getSimpleName().equals("package-info");
                    }
                })
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CODE);
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .because("a mutable static is shared by everything and owned by nobody")
                .check(CODE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .that(alwaysTrue())
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Processor")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(CODE);
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .areRecords()
                .should()
                .haveNameMatching("get[A-Z].*")
                .check(CODE);
    }

    @Test
    void everyRoomSaysWhatItIsFor() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            List<Path> silent = folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.equals(SOURCES))
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).as("packages without package-info.java").isEmpty();
        }
    }

    private static String[] with(String... floors) {
        List<String> all = new ArrayList<>(List.of(floors));
        all.addAll(List.of(ROOMS));
        return all.toArray(String[]::new);
    }

    private static List<String> matches(Pattern pattern, java.util.function.Predicate<String> where)
            throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String name = SOURCES.relativize(file).toString();
                if (!where.test(name)) {
                    continue;
                }
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    Matcher matcher = pattern.matcher(lines.get(i));
                    if (matcher.find() && !lines.get(i).strip().startsWith("*")) {
                        found.add(name + ":" + (i + 1) + ": " + matcher.group());
                    }
                }
            }
        }
        return found;
    }
}
