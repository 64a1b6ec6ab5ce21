package io.nightjar.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names that leave the house: of lists, and so of audiences and files. Advertising platforms flag names that suggest
 * somebody's health or money troubles, and they are nobody's business. Characters that a tool forbids cannot be in the
 * name of a list, which is letters, digits and hyphens.
 */
public final class SegmentNames {
    private SegmentNames() {}

    /** @throws ConfigException naming every list that is called by a sensitive word */
    public static void verify(List<SegmentDefinition> segments, List<String> sensitiveWords) {
        List<Problem> problems = segments.stream()
                .flatMap(segment -> sensitive(segment.name(), sensitiveWords)
                        .map(word -> new Problem(
                                segment.origin(),
                                "name",
                                "must not have the word " + word + ", for campaign tools see it and it suggests health"
                                        + " or financial status (delivery.sensitive-words), but is " + segment.name()))
                        .stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigException("These lists cannot be called so:", problems);
        }
    }

    /** @throws ConfigException naming every trigger that is called by a sensitive word, or as a segment is */
    public static void verify(
            List<SegmentDefinition> segments, List<TriggerDefinition> triggers, List<String> sensitiveWords) {
        Set<String> names = segments.stream().map(SegmentDefinition::name).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (TriggerDefinition trigger : triggers) {
            sensitive(trigger.name(), sensitiveWords)
                    .ifPresent(word -> problems.add(new Problem(
                            trigger.origin(),
                            "name",
                            "must not have the word " + word + ", for campaign tools see it and it suggests health or"
                                    + " financial status (delivery.sensitive-words), but is " + trigger.name())));
            if (names.contains(trigger.name())) {
                problems.add(new Problem(
                        trigger.origin(),
                        "name",
                        "must not be a segment's name too, for the contact plan names both, but is " + trigger.name()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("These triggers cannot be called so:", problems);
        }
    }

    /**
     * The same for the names of places that readers see: schemas and folders.
     *
     * @param places name by setting
     */
    public static void verify(Map<String, String> places, List<String> sensitiveWords) {
        places.forEach((setting, name) -> sensitive(name, sensitiveWords).ifPresent(word -> {
            throw new ConfigException(setting + " must not have the word " + word
                    + ", for readers see it and it suggests health or financial status (delivery.sensitive-words), but"
                    + " is " + name);
        }));
    }

    /** The first part of a name that is a sensitive word. */
    public static Optional<String> sensitive(String name, List<String> sensitiveWords) {
        return Stream.of(name.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
                .filter(part -> sensitiveWords.stream().anyMatch(word -> isMeant(part, word.toLowerCase(Locale.ROOT))))
                .findFirst();
    }

    private static boolean isMeant(String part, String word) {
        return word.endsWith("*") ? part.startsWith(word.substring(0, word.length() - 1)) : part.equals(word);
    }
}
