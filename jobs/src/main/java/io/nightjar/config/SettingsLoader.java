package io.nightjar.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.UnresolvedSubstitution;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes {@link Settings} of the manual, files, environment and command line, or tells every mistake in them. */
public final class SettingsLoader {
    static final String MANUAL = "reference.conf";
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\??([^}]+)}");

    private final Map<String, List<String>> canonicalColumns;

    /**
     * A loader that knows the columns feeds may map.
     *
     * @param canonicalColumns source to its columns in canonical order; columns of a source not named here go unchecked
     */
    public SettingsLoader(Map<String, List<String>> canonicalColumns) {
        this.canonicalColumns = Map.copyOf(canonicalColumns);
    }

    /**
     * The settings that hold.
     *
     * @param files HOCON files, later ones win
     * @param environment for {@code ${NAME}} and for secrets
     * @param overrides full key to value, as given on the command line; they win over files
     * @throws ConfigException listing all mistakes
     */
    public Settings load(List<Path> files, Map<String, String> environment, Map<String, String> overrides) {
        Findings findings = new Findings();
        Config written = written(files, overrides, new HoconFiles(findings));
        Config manual = HoconFiles.parseResource(MANUAL);
        Config resolved = resolve(written.withFallback(manual), environment, findings);
        reportUrlPasswords("", resolved.root(), findings);
        Section root = new Section("", resolved.root(), manual.resolve().root(), new Origin(title(files), 0));
        Optional<Settings> settings = read(root, environment, findings);
        if (settings.isEmpty() || !findings.isClean()) {
            throw findings.exception(title(files) + " cannot be used:");
        }
        return settings.get();
    }

    private static Config written(List<Path> files, Map<String, String> overrides, HoconFiles hocon) {
        Config all = ConfigFactory.empty();
        for (Path file : files) {
            all = hocon.parse(file).withFallback(all);
        }
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            all = hocon.parseOverride(override.getKey(), override.getValue()).withFallback(all);
        }
        return all;
    }

    private Optional<Settings> read(Section root, Map<String, String> environment, Findings findings) {
        RecordReader records = new RecordReader(findings, new SecretReader(findings, environment));
        Map<String, SourceSettings> sources = new SourceReader(records, findings, canonicalColumns).read(root);
        Map<String, Object> given = new HashMap<>(Map.of("sources", sources, "effective", List.of()));
        Optional<Settings> settings =
                records.read(Settings.class, root, given, Set.of("sources", "every-source", "every-feed"));
        guardPaths(root, sources, findings);
        return settings.map(it -> withEffective(it, findings.effective()));
    }

    private static Settings withEffective(Settings it, List<EffectiveSetting> effective) {
        return new Settings(
                it.home(),
                it.timeZone(),
                it.seed(),
                it.sources(),
                it.identity(),
                it.links(),
                it.households(),
                it.personFlags(),
                it.profile(),
                it.nextBestProduct(),
                it.trainer(),
                it.questions(),
                it.churn(),
                it.uplift(),
                it.behaviour(),
                it.lookalikes(),
                it.personas(),
                it.value(),
                it.productClocks(),
                it.segments(),
                it.decide(),
                it.delivery(),
                it.warehouse(),
                it.postgres(),
                it.quality(),
                it.privacy(),
                it.run(),
                it.spark(),
                effective);
    }

    /** Looks at paths even when other settings are broken, so that their mistakes are told in the same go. */
    private static void guardPaths(Section root, Map<String, SourceSettings> sources, Findings findings) {
        String home = text(root, "home");
        Section delivery = root.child("delivery");
        Optional.of(home)
                .filter(it -> !it.isBlank())
                .flatMap(it -> PathGuard.complaintBelow(it, text(delivery, "directory")))
                .ifPresent(text -> findings.problem(delivery.originOf("directory"), delivery.key("directory"), text));
        sources.values().stream().flatMap(source -> source.feeds().stream()).forEach(feed -> PathGuard.complaintApart(
                        home, feed.path())
                .ifPresent(text -> findings.problem(root.originOf("home"), "home", text + " (" + feed.origin() + ")")));
    }

    private static String text(Section section, String key) {
        return section.value(key)
                .filter(Values::isText)
                .map(value -> Values.asWritten(value))
                .orElse("");
    }

    /** Fills in {@code ${…}}. A name that nothing defines is noted and read as empty, to find the next one. */
    private static Config resolve(Config config, Map<String, String> environment, Findings findings) {
        Map<String, String> known = new HashMap<>(environment);
        while (true) {
            Config names =
                    ConfigValueFactory.fromMap(known, Origin.ENVIRONMENT.file()).toConfig();
            try {
                return ownKeys(
                        config,
                        config.withFallback(names)
                                .resolve(ConfigResolveOptions.defaults().setUseSystemEnvironment(false)));
            } catch (UnresolvedSubstitution e) {
                Optional<String> name = missingName(e).filter(it -> !known.containsKey(it));
                if (name.isEmpty()) {
                    new HoconFiles(findings).syntaxError(e, Origin.UNKNOWN);
                    return HoconFiles.parseResource(MANUAL).resolve();
                }
                findings.problem(
                        Origins.of(e.origin()),
                        "",
                        "${" + name.get() + "} is not defined: set the environment variable " + name.get()
                                + ", or write ${?" + name.get() + "} where it may be absent");
                known.put(name.get(), "");
            }
        }
    }

    private static Optional<String> missingName(UnresolvedSubstitution e) {
        String message = String.valueOf(e.getMessage());
        Matcher matcher = SUBSTITUTION.matcher(message);
        return matcher.find() && !message.contains("cycle") ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The environment helped to resolve; it is no setting itself. */
    private static Config ownKeys(Config own, Config resolved) {
        ConfigObject kept = resolved.root();
        for (String key : Set.copyOf(kept.keySet())) {
            kept = own.root().containsKey(key) ? kept : kept.withoutKey(key);
        }
        return kept.toConfig();
    }

    private static void reportUrlPasswords(String key, ConfigValue value, Findings findings) {
        if (value instanceof ConfigObject object) {
            object.forEach(
                    (name, child) -> reportUrlPasswords(key.isEmpty() ? name : key + "." + name, child, findings));
        } else if (value instanceof ConfigList list) {
            list.forEach(item -> reportUrlPasswords(key, item, findings));
        } else if (value.valueType() == ConfigValueType.STRING && Secrecy.holdsUrlPassword(Values.asWritten(value))) {
            findings.problem(
                    Origins.of(value.origin()),
                    key,
                    "holds a password inside a URL: take it out and give it by an environment variable or a file"
                            + " (such as warehouse.password-env, postgres.password-env or …-file)");
        }
    }

    private static String title(List<Path> files) {
        return files.isEmpty()
                ? "command line"
                : files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
