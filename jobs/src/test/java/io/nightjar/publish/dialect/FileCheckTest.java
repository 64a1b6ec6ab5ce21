package io.nightjar.publish.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FileCheckTest {
    private static final Dialects DIALECTS = new Dialects("AT", "yyyy-MM-dd");

    /** Rules that a broken one breaks along. */
    private static final Map<String, Set<String>> COMPANIONS = Map.of(
            "google-customer-match/no-header__1.csv", Set.of("header-unknown", "no-match-key", "header-twice"),
            "google-customer-match/consent-column__1.csv", Set.of("header-unknown"),
            "salesforce-marketing-cloud/no-email-column__1.csv", Set.of("no-match-key"),
            "meta/not-lower-case__2.csv", Set.of("not-hashed"));

    /** The corpus: TOOL/RULE__LINE.csv breaks that rule in that line, and no other. */
    @Test
    void everyBadFileIsFoundOutByItsRuleInItsLineAndByNoOther() throws Exception {
        for (Path file : corpus()) {
            String name = file.getParent().getFileName() + "/" + file.getFileName();
            FileReport report = check(file);
            assertThat(report.findings()).as(name).anySatisfy(finding -> {
                assertThat(finding.complaint().rule()).isEqualTo(rule(file));
                assertThat(finding.line()).isEqualTo(line(file));
            });
            Set<String> others = new TreeSet<>(report.counts().keySet());
            others.removeAll(Set.of(rule(file), "few-people"));
            others.removeAll(COMPANIONS.getOrDefault(name, Set.of()));
            assertThat(others).as("also found in " + name).isEmpty();
        }
    }

    @Test
    void corpusIsLarge() throws Exception {
        assertThat(corpus()).hasSizeGreaterThan(55);
        assertThat(corpus().stream().map(FileCheckTest::rule).distinct()).hasSizeGreaterThan(45);
    }

    @Test
    void goodFileHasNoFindingsAndItsCoverage() throws IOException {
        FileReport report = check(
                "google-customer-match",
                "Email,Phone\r\n"
                        + Sha256.hex("a@b.at") + "," + Sha256.hex("+436601234567") + "\r\n"
                        + Sha256.hex("c@d.at") + ",\r\n");
        assertThat(report.findings()).isEmpty();
        assertThat(report.isRefused()).isFalse();
        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.matchable()).isEqualTo(2);
        assertThat(report.coverage()).isEqualTo(Map.of("Email", 2L, "Phone", 1L));
    }

    @Test
    void fileByWhichNobodyIsFoundIsRefused() throws IOException {
        FileReport report = check("tiktok", "Email_SHA256\r\nann@mail.at\r\n");
        assertThat(report.matchable()).isZero();
        assertThat(report.isRefused()).isTrue();
    }

    @Test
    void nameAndSizeCount() throws IOException {
        FileReport report = new FileCheck(DIALECTS.named("klaviyo"), 10)
                .name("diabetes list.csv", 50_000_001, List.of("diabet*"))
                .csv(() -> bytes("Email\r\na@b.at\r\n"));
        assertThat(report.counts()).containsOnlyKeys("file-name", "sensitive-name", "too-large");
        assertThat(report.isRefused()).isTrue();
    }

    @Test
    void tooManyRowsAreTold() throws IOException {
        StringBuilder rows = new StringBuilder("Email\n");
        for (int i = 0; i < 1_048_576; i++) {
            rows.append('a').append(i).append("@b.at\n");
        }
        assertThat(check("hubspot", rows.toString()).counts()).containsOnlyKeys("too-many-rows");
    }

    @Test
    void ofManyFindingsTheFirstAreToldAndTheOthersCounted() throws IOException {
        FileReport report = check("klaviyo", "Email\nx1\nx2\nx3\nx4\n");
        assertThat(report.findings()).hasSize(3);
        assertThat(report.counts()).isEqualTo(Map.of("email-shape", 4L));
    }

    @Test
    void findingsDoNotRepeatWhatMayBeContactData() throws IOException {
        FileReport report = check("tiktok", "Email_SHA256,Phone\nann.lee@mail.at,0660 1234567\n");
        assertThat(report.findings()).hasSize(2).allSatisfy(finding -> assertThat(finding.toString())
                .doesNotContain("ann.lee", "1234567"));
        assertThat(check("klaviyo", "ann.lee@mail.at\nb@c.at\n").findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.toString()).doesNotContain("ann.lee"));
    }

    @Test
    void linesAreCountedThroughQuotedLineBreaks() throws IOException {
        FileReport report = check("klaviyo", "Email,Note\r\na@b.at,\"two\r\nlines\"\r\nx,\r\n");
        assertThat(report.findings())
                .singleElement()
                .hasToString("line 4, Email: it is no e-mail address" + " (name@domain.tld)");
    }

    static List<Path> corpus() throws IOException, URISyntaxException {
        Path root = Path.of(FileCheckTest.class.getResource("/dialects/bad").toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static String rule(Path file) {
        return file.getFileName().toString().split("__")[0];
    }

    static long line(Path file) {
        return Long.parseLong(file.getFileName().toString().split("__")[1].replace(".csv", ""));
    }

    static FileReport check(Path file) throws IOException {
        Dialect dialect = DIALECTS.named(file.getParent().getFileName().toString());
        return new FileCheck(dialect, 10).csv(() -> Files.newInputStream(file));
    }

    private static FileReport check(String tool, String text) throws IOException {
        return new FileCheck(DIALECTS.named(tool), 3).csv(() -> bytes(text));
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
