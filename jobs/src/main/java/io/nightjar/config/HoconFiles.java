package io.nightjar.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Opens HOCON files and the files they include; a syntax error becomes a sentence. */
final class HoconFiles {
    private static final long LARGEST_FILE = 4L << 20;
    private static final Pattern PLACE = Pattern.compile("^.*?: \\d+(?:-\\d+)?: ");
    private static final Pattern ADVICE =
            Pattern.compile("(?s)\\s*(?:\\((?:if you|perhaps|Reserved|you may)|Trace:).*$");

    private final Findings findings;

    HoconFiles(Findings findings) {
        this.findings = findings;
    }

    /** The file's content, not yet resolved; empty when it cannot be used, which is then a finding. */
    Config parse(Path file) {
        Origin origin = new Origin(file.toString(), 0);
        if (!isUsable(file, origin)) {
            return ConfigFactory.empty();
        }
        try {
            return ConfigFactory.parseFile(file.toFile(), options());
        } catch (com.typesafe.config.ConfigException e) {
            syntaxError(e, origin);
        } catch (StackOverflowError e) {
            findings.problem(origin, "", "has too many braces, brackets or includes inside each other");
        }
        return ConfigFactory.empty();
    }

    /** A value given on the command line; lists and objects are written as in a file. */
    Config parseOverride(String key, String value) {
        try {
            boolean isStructure = value.startsWith("[") || value.startsWith("{");
            Config parsed = isStructure
                    ? ConfigFactory.parseString("value = " + value, commandLine())
                    : com.typesafe.config.ConfigValueFactory.fromAnyRef(value, Origin.COMMAND_LINE.file())
                            .atKey("value");
            return parsed.root().get("value").atPath(key);
        } catch (com.typesafe.config.ConfigException e) {
            findings.problem(Origin.COMMAND_LINE, Secrecy.mayTell(key) ? "" : key, "cannot be read as key=value");
            return ConfigFactory.empty();
        }
    }

    /** A file of the jar, such as the manual. */
    static Config parseResource(String name) {
        try (Reader reader = new InputStreamReader(own(name).openStream(), StandardCharsets.UTF_8)) {
            return ConfigFactory.parseReader(
                    reader, ConfigParseOptions.defaults().setOriginDescription(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + " of the Nightjar jar", e);
        }
    }

    /** Notes a failure of the HOCON library as one sentence; what could hold a secret is not repeated. */
    void syntaxError(com.typesafe.config.ConfigException e, Origin fallback) {
        Origin origin = e.origin() == null ? fallback : Origins.of(e.origin());
        if (e instanceof RefusedInclude) {
            findings.problem(origin, "", e.getMessage());
            return;
        }
        String sentence = sentence(withoutPlace(e));
        boolean isQuiet = Secrecy.mayTell(sentence) || lineMayTell(origin);
        findings.problem(origin, "", isQuiet ? "is not valid HOCON" : "is not valid HOCON: " + sentence);
    }

    private static String withoutPlace(com.typesafe.config.ConfigException e) {
        String place = e.origin() == null ? "" : e.origin().description() + ": ";
        String text = e.getMessage().startsWith(place) ? e.getMessage().substring(place.length()) : e.getMessage();
        return PLACE.matcher(text).replaceFirst("").strip();
    }

    private static String sentence(String text) {
        return text.contains("end of file")
                ? "the file ends before every brace, bracket and quote is closed"
                : ADVICE.matcher(text).replaceFirst("").replaceAll("\\s+", " ");
    }

    /** Other jars of a cluster may bring a reference.conf too: ours lies beside our classes. */
    private static URL own(String name) throws IOException {
        String self = HoconFiles.class.getName().replace('.', '/') + ".class";
        String place = HoconFiles.class.getResource("/" + self).toString();
        String wanted = place.substring(0, place.length() - self.length()) + name;
        return Collections.list(HoconFiles.class.getClassLoader().getResources(name)).stream()
                .filter(url -> url.toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IOException("It is not beside the classes"));
    }

    private boolean isUsable(Path file, Origin origin) {
        try {
            String complaint = complaint(file);
            if (!complaint.isEmpty()) {
                findings.problem(origin, "", complaint);
            }
            return complaint.isEmpty();
        } catch (MalformedInputException e) {
            findings.problem(origin, "", "is not UTF-8 text: save it as UTF-8");
        } catch (IOException e) {
            findings.problem(origin, "", "cannot be read: check its permissions");
        }
        return false;
    }

    private static String complaint(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "does not exist";
        }
        if (Files.isDirectory(file)) {
            return "is a folder, not a settings file";
        }
        if (Files.size(file) > LARGEST_FILE) {
            return "is larger than 4 MiB, which no settings file should be";
        }
        return Files.readString(file).indexOf('\0') >= 0 ? "is not a text file" : "";
    }

    private static boolean lineMayTell(Origin origin) {
        try {
            List<String> lines = Files.readAllLines(Path.of(origin.file()));
            int at = origin.line() - 1;
            return lines.subList(Math.max(0, at - 1), Math.min(lines.size(), Math.max(at, 0) + 2)).stream()
                    .anyMatch(Secrecy::mayTell);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static ConfigParseOptions commandLine() {
        return ConfigParseOptions.defaults().setOriginDescription(Origin.COMMAND_LINE.file());
    }

    private static ConfigParseOptions options() {
        return ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setAllowMissing(false)
                .setIncluder(new Includer());
    }

    /** Includes files beside the including one; unlike plain HOCON, a missing one is a mistake. */
    private static final class Includer
            implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            if (what.contains("://")) {
                throw refused("includes a URL: only files can be included");
            }
            ConfigParseOptions options = context.parseOptions().setAllowMissing(false);
            // A file without a folder in its name has no siblings for the library; they lie in the current folder.
            ConfigParseable included = context.relativeTo(what);
            try {
                return included == null
                        ? ConfigFactory.parseFile(new File(what), options).root()
                        : included.parse(options);
            } catch (com.typesafe.config.ConfigException.IO e) {
                throw refused("includes " + what + ", which cannot be read: is it there?");
            }
        }

        @Override
        public ConfigObject includeFile(ConfigIncludeContext context, File what) {
            return include(context, what.getPath());
        }

        @Override
        public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
            throw refused("includes a URL: only files can be included");
        }

        @Override
        public ConfigObject includeResources(ConfigIncludeContext context, String what) {
            throw refused("includes " + what + " from the class path: only files can be included");
        }

        private static com.typesafe.config.ConfigException refused(String sentence) {
            return new RefusedInclude(sentence);
        }
    }

    /** An include that is not followed; the library hands it through to us. */
    private static final class RefusedInclude extends com.typesafe.config.ConfigException {
        private static final long serialVersionUID = 1L;

        RefusedInclude(String sentence) {
            super(sentence);
        }
    }
}
