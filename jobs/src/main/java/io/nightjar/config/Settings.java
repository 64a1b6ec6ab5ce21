package io.nightjar.config;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything a night is told.
 *
 * @param home folder or URI below which work area, warehouse and lists are written
 * @param timeZone in which a day begins and ends
 * @param seed of everything random
 * @param sources every source by name, in the order of {@link #SOURCE_NAMES}
 * @param identity what counts as the same person
 * @param links how links between records become persons with lasting ids
 * @param households who lives together
 * @param personFlags who is no customer like others
 * @param profile how profiles sum up a customer
 * @param nextBestProduct how next-best products are learned
 * @param trainer how every yes-or-no model is trained
 * @param questions where the question files are
 * @param churn how churn is learned
 * @param uplift how is learned what messages change
 * @param behaviour what is made of visits, carts, answers and calls for help
 * @param lookalikes of which segments look-alikes are sought
 * @param personas how kinds of customers are found
 * @param value how customer value is learned
 * @param productClocks how the clocks of products are learned
 * @param segments where the segment files are
 * @param decide whom to contact about what, and how that is proved
 * @param delivery the files handed to campaign tools
 * @param warehouse the Iceberg catalog
 * @param postgres the PostgreSQL database
 * @param quality how strict the night is
 * @param privacy what protects contact data
 * @param run how runs are kept apart
 * @param spark handed to Spark, names with their {@code spark.} in front
 * @param effective every setting with its origin, sorted by key, for printing
 */
public record Settings(
        String home,
        ZoneId timeZone,
        long seed,
        Map<String, SourceSettings> sources,
        IdentitySettings identity,
        LinkSettings links,
        HouseholdSettings households,
        PersonFlagSettings personFlags,
        ProfileSettings profile,
        NextBestProductSettings nextBestProduct,
        TrainerSettings trainer,
        QuestionSettings questions,
        ChurnSettings churn,
        UpliftSettings uplift,
        BehaviourSettings behaviour,
        LookalikeSettings lookalikes,
        PersonaSettings personas,
        ValueSettings value,
        ProductClockSettings productClocks,
        SegmentSettings segments,
        DecideSettings decide,
        DeliverySettings delivery,
        WarehouseSettings warehouse,
        PostgresSettings postgres,
        QualitySettings quality,
        PrivacySettings privacy,
        RunSettings run,
        PropertyMap spark,
        List<EffectiveSetting> effective) {
    /** Every source there can be, in the order they are read. */
    public static final List<String> SOURCE_NAMES = List.of(
            "purchases",
            "products",
            "customers",
            "loyalty_members",
            "loyalty_events",
            "clickstream",
            "interactions",
            "contacts");

    /** Keys and sections that say where and how a night runs, never what comes out of it. */
    private static final List<String> WITHOUT_INFLUENCE = List.of(
            "home",
            "run.",
            "spark.",
            "warehouse.",
            "postgres.",
            "segments.directory",
            "questions.directory",
            "decide.trigger-directory",
            "delivery.directory",
            "privacy.",
            "every-source.",
            "every-feed.");

    public Settings {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        effective = effective.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
        new Checks()
                .notBlank("home", home)
                .that(!home.startsWith("~"), "home", "must be written in full: ~ is not expanded here")
                .done();
    }

    /** The sources that somebody configured, in reading order. */
    public List<SourceSettings> activeSources() {
        return sources.values().stream().filter(SourceSettings::isOn).toList();
    }

    /** Names of required sources that nobody configured: no night without them. */
    public List<String> missingSources() {
        return sources.values().stream()
                .filter(source -> source.required() && !source.isOn())
                .map(SourceSettings::name)
                .toList();
    }

    /** The effective settings, a line each, sorted, with origin; secrets masked. */
    public String render() {
        return lines(effective.stream().map(EffectiveSetting::toString));
    }

    /**
     * The settings that can change results, one line each, sorted, for hashing. Places, Spark and the life of runs are
     * left out; of the privacy key only its id is in. Segment files are apart: {@link SegmentFiles#fingerprintText}.
     */
    public String resultFingerprintText() {
        String keyId = privacy.key().map(Secret::id).orElse("none");
        return lines(Stream.concat(
                effective.stream()
                        .filter(setting -> WITHOUT_INFLUENCE.stream().noneMatch(setting.key()::startsWith))
                        .map(setting -> setting.key() + " = " + setting.value()),
                Stream.of("privacy.key-id = " + keyId)));
    }

    /** The effective settings below a section, for hashing. */
    public String text(String section) {
        return lines(effective.stream()
                .filter(setting -> setting.key().startsWith(section + "."))
                .map(setting -> setting.key() + " = " + setting.value()));
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n", "", "\n"));
    }
}
