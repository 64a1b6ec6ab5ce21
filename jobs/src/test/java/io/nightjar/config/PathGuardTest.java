package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a night writes lies apart from what it reads. */
final class PathGuardTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "out | out",
                "out | out/in",
                "out | out/in/*.csv",
                "in/out | in",
                "in/out | ./in/",
                "in/out | in/*",
                "in/x/out | in/*",
                "in/x/out | in/?/o[a-z]t",
                "in/b/out | in/{a,b/out}",
                "in/b/c/out | {in/{a,b/c},x}",
                "out/../in/out | in",
                "s3a://b/x | s3a://b/x/y/*.csv",
                "s3a://b/x/y | s3://B/x",
                "hdfs://nn:8020/in/out | hdfs://nn:8020/in/*",
                "/ | in",
                "in/out | file:///in/../..@in"
            })
    void refusesAHomeThatIsHoldsOrLiesInAnInput(String home, String input) {
        String read = input.replace("/in/../..@", dir + "/");

        assertThat(PathGuard.complaintApart(absolute(home), absolute(read))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "out | in",
                "in/out | in/*.csv",
                "in/out | in/2026-*/*.csv",
                "output | out",
                "out | output/x.csv",
                "s3a://b/out | s3a://b/in/*.csv",
                "s3a://b/x | s3a://c/x",
                "hdfs://nn/x | x",
                "in/out | in/{a,b}/*"
            })
    void acceptsAHomeBesideTheInputs(String home, String input) {
        assertThat(PathGuard.complaintApart(absolute(home), absolute(input))).isEmpty();
    }

    @Test
    void seesThroughSymbolicLinks() throws IOException {
        Files.createDirectories(dir.resolve("real/in"));
        Files.createDirectories(dir.resolve("drop"));
        Files.createSymbolicLink(dir.resolve("alias"), dir.resolve("real"));
        Files.createSymbolicLink(dir.resolve("drop/today"), Path.of("../real/in"));
        Files.createSymbolicLink(dir.resolve("round"), dir.resolve("round"));

        assertThat(PathGuard.complaintApart(absolute("alias/in/out"), absolute("real/in")))
                .isPresent();
        assertThat(PathGuard.complaintApart(absolute("real/in/out"), absolute("drop/*")))
                .isPresent();
        assertThat(PathGuard.complaintApart(absolute("real"), absolute("drop/*/x.csv")))
                .isEmpty();
        assertThat(PathGuard.complaintApart(absolute("real/out"), absolute("drop/*")))
                .isEmpty();
        assertThat(PathGuard.complaintApart(absolute("round/out"), absolute("real")))
                .isPresent();
    }

    @Test
    void failsAsASettingsMistake() {
        assertThatThrownBy(() -> PathGuard.requireApart("in/out", "in"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("home must lie apart from the files that are read but \"in/out\" lies in in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "a/..", "~", "~/x", "/etc", "file:///etc", "s3a://b/x", "link/x"})
    void refusesToLeaveTheRoot(String relative) throws IOException {
        Files.createDirectories(dir.resolve("root"));
        Files.createSymbolicLink(dir.resolve("root/link"), dir);

        assertThatThrownBy(() -> PathGuard.below(dir + "/root", relative))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(relative);
    }

    @Test
    void joinsWhatStaysBelowTheRoot() {
        assertThat(PathGuard.below("s3a://b/out", "lists/a..b")).isEqualTo("s3a://b/out/lists/a..b");
        assertThat(PathGuard.below("out/", "lists")).isEqualTo("out/lists");
    }

    /** The rule in other words: create both, and ask the file system whether one real path begins with the other. */
    @Test
    void agreesWithTheFileSystemOnRandomTrees() throws IOException {
        Random random = new Random(42);
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            Path root = Files.createDirectory(dir.resolve("tree" + round));
            plant(root, random);
            Path home = randomFolder(root, random);
            Path input = randomFolder(root, random);
            Path realHome = Files.createDirectories(home).toRealPath();
            Path realInput = Files.createDirectories(input).toRealPath();

            boolean overlap = realHome.startsWith(realInput) || realInput.startsWith(realHome);
            assertThat(PathGuard.complaintApart(home.toString(), input.toString())
                            .isPresent())
                    .as("home %s is %s, input %s is %s", home, realHome, input, realInput)
                    .isEqualTo(overlap);
            refused += overlap ? 1 : 0;
        }
        assertThat(refused).isBetween(15, 135);
    }

    private static void plant(Path root, Random random) throws IOException {
        for (int i = 0; i < 6; i++) {
            Path folder = Files.createDirectories(randomFolder(root, random));
            try {
                Files.createSymbolicLink(
                        folder.resolve("link" + random.nextInt(2)),
                        Files.createDirectories(randomFolder(root, random)));
            } catch (FileAlreadyExistsException e) {
                assertThat(e.getFile()).contains("link");
            }
        }
    }

    /** Up to four names; links and parents among them where they exist, so that {@code ..} is walked for real. */
    private static Path randomFolder(Path root, Random random) throws IOException {
        List<String> names = List.of("a", "b", "c", "link0", "link1", "..", ".");
        Path at = root;
        for (int depth = random.nextInt(4) + 1; depth > 0; depth--) {
            List<String> possible = new ArrayList<>(names);
            Path here = at;
            possible.removeIf(name -> name.startsWith("link") && !Files.isDirectory(here.resolve(name)));
            boolean hasParent = Files.isDirectory(here) && !here.toRealPath().equals(root.toRealPath());
            possible.removeIf(name -> name.equals("..") && !hasParent);
            at = at.resolve(possible.get(random.nextInt(possible.size())));
        }
        return at;
    }

    private String absolute(String path) {
        return path.startsWith("/") || path.contains("://") || path.startsWith("{") ? rooted(path) : dir + "/" + path;
    }

    private String rooted(String path) {
        return path.startsWith("{") ? dir + "/" + path : path;
    }
}
