package io.nightjar.app;

import io.nightjar.store.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Which code this is: part of what every result depends on. */
final class Code {
    private static final class Once {
        private static final String FINGERPRINT = computed();

        private Once() {}
    }

    private Code() {}

    static String fingerprint() {
        return Once.FINGERPRINT;
    }

    /** SHA-256 of the jar; of all class files where they lie in a folder. */
    private static String computed() {
        try {
            Path place = Path.of(Code.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Fingerprint fingerprint = new Fingerprint();
            if (Files.isRegularFile(place)) {
                try (InputStream in = Files.newInputStream(place)) {
                    return fingerprint.addStream(in).hex();
                }
            }
            try (var files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    fingerprint.add(place.relativize(file));
                    try (InputStream in = Files.newInputStream(file)) {
                        fingerprint.addStream(in);
                    }
                }
            }
            return fingerprint.hex();
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException("Cannot read our own classes", e);
        }
    }

    static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        String version = Code.class.getPackage().getImplementationVersion();
        versions.put("version", version == null ? "in development" : version);
        versions.put("jar_sha256", fingerprint());
        versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
        versions.put("jdk", Runtime.version().toString());
        return versions;
    }
}
