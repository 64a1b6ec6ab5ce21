package io.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacesTest {
    private final Places places = new Places(new Configuration());

    @TempDir
    private Path folder;

    @Test
    void readersSeeTheOldBytesOrTheNewOnes() throws Exception {
        org.apache.hadoop.fs.Path file = at("live.json");
        places.write(file, filled('a'));
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> reader = () -> {
                int reads = 0;
                while (writing.get() || reads == 0) {
                    byte[] seen = places.read(file).orElseThrow();
                    assertThat(seen).hasSize(100_000).containsOnly(seen[0]);
                    reads++;
                }
                return reads;
            };
            List<Future<Integer>> results = List.of(readers.submit(reader), readers.submit(reader));
            for (int i = 0; i < 40; i++) {
                places.write(file, filled((char) ('a' + i % 26)));
            }
            writing.set(false);
            for (Future<Integer> result : results) {
                assertThat(result.get()).isPositive();
            }
        } finally {
            writing.set(false);
            readers.shutdownNow();
        }
        assertThat(names()).containsExactly("live.json");
    }

    @Test
    void createsForExactlyOneOfMany() throws Exception {
        int many = 8;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        CyclicBarrier start = new CyclicBarrier(many);
        try {
            for (int round = 0; round < 10; round++) {
                org.apache.hadoop.fs.Path file = at("epoch-" + round);
                List<Callable<Boolean>> tries = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    byte[] name = bytes("thread " + i);
                    tries.add(() -> {
                        start.await();
                        return places.create(file, name);
                    });
                }
                List<Integer> winners = new ArrayList<>();
                List<Future<Boolean>> results = threads.invokeAll(tries);
                for (int i = 0; i < many; i++) {
                    if (results.get(i).get()) {
                        winners.add(i);
                    }
                }
                assertThat(winners).hasSize(1);
                assertThat(places.read(file).orElseThrow()).isEqualTo(bytes("thread " + winners.get(0)));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(names()).hasSize(10);
    }

    @Test
    void readsNothingWhereNothingIs() {
        assertThat(places.read(at("none"))).isEqualTo(Optional.empty());
        assertThat(places.list(at("none"))).isEmpty();
        assertThat(places.exists(at("none"))).isFalse();
        places.delete(at("none"));
    }

    @Test
    void listsByName() {
        places.write(at("b"), bytes("1"));
        places.write(at("a"), bytes("2"));
        places.write(at("c"), bytes("3"));
        assertThat(places.list(at("")).stream().map(file -> file.getPath().getName()))
                .containsExactly("a", "b", "c");
    }

    @Test
    void leavesNoChecksumsBesideSmallFiles() {
        places.write(at("a"), bytes("1"));
        places.create(at("b"), bytes("1"));
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void givesAFolderItsName() {
        places.write(at("staging/x.csv"), bytes("1"));
        places.rename(at("staging"), at("lists/tonight"));
        assertThat(places.read(at("lists/tonight/x.csv"))).isPresent();
        assertThat(places.exists(at("staging"))).isFalse();
    }

    @Test
    void refusesToRenameOntoAnExistingFolder() {
        places.write(at("staging/x.csv"), bytes("new"));
        places.write(at("tonight/x.csv"), bytes("old"));
        assertThatThrownBy(() -> places.rename(at("staging"), at("tonight")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CONFLICT))
                .hasMessageContaining("tonight exists");
        assertThat(places.read(at("tonight/x.csv")).orElseThrow()).isEqualTo(bytes("old"));
        assertThat(places.read(at("staging/x.csv"))).isPresent();
    }

    @Test
    void saysThatItMayNot() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may do everything");
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assertThatThrownBy(() -> places.write(new org.apache.hadoop.fs.Path(closed.toUri() + "/x"), bytes("1")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NO_PERMISSION));
    }

    @Test
    void saysWhatIsInTheWay() {
        places.write(at("a"), bytes("a file, not a folder"));
        assertThatThrownBy(() -> places.write(at("a/x"), bytes("1")))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Cannot write ");
    }

    private org.apache.hadoop.fs.Path at(String name) {
        return new org.apache.hadoop.fs.Path(folder.toUri().toString() + name);
    }

    private List<String> names() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] filled(char letter) {
        return bytes(String.valueOf(letter).repeat(100_000));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
