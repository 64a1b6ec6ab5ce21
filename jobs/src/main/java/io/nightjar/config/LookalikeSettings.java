package io.nightjar.config;

import java.util.List;

/**
 * Of which segments look-alikes are sought.
 *
 * @param of names of segments; empty for none
 * @param minMembers a segment with fewer members says too little about what they are like, 10 or more
 */
public record LookalikeSettings(List<String> of, int minMembers) {
    public LookalikeSettings {
        of = List.copyOf(of);
        new Checks().between("min-members", 10, 1_000_000, minMembers).done();
    }

    /**
     * Those segments.
     *
     * @throws ConfigException naming the first that there is not
     */
    public List<SegmentDefinition> among(List<SegmentDefinition> segments) {
        List<String> names = segments.stream().map(SegmentDefinition::name).toList();
        return of.stream()
                .map(name -> segments.stream()
                        .filter(segment -> segment.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new ConfigException("lookalikes.of names " + name + ", which is no segment"
                                + DidYouMean.nearest(name, names)
                                        .map(near -> ": did you mean " + near + "?")
                                        .orElse(""))))
                .toList();
    }
}
