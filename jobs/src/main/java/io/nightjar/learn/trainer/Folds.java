package io.nightjar.learn.trainer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which fold each row is in: people are ordered by a hash of their id and the seed and dealt out in turn, those with
 * a positive row and those without apart, so that every fold has its share of both. All rows of a person are in one fold.
 */
public final class Folds {
    private final int[] fold;
    private final int count;

    private Folds(int[] fold, int count) {
        this.fold = fold;
        this.count = count;
    }

    private record Person(String id, long hash, int stratum) {}

    /** Folds for rows with a yes-or-no label. */
    public static Folds of(Frame frame, boolean[] labels, int count, long seed) {
        return of(
                frame,
                IntStream.range(0, labels.length).map(i -> labels[i] ? 1 : 0).toArray(),
                count,
                seed);
    }

    /** Folds that share out each stratum evenly; a person's stratum is the highest of their rows. */
    public static Folds of(Frame frame, int[] strata, int count, long seed) {
        Map<String, Integer> stratum = new HashMap<>();
        for (int i = 0; i < frame.size(); i++) {
            stratum.merge(frame.id(i), strata[i], Math::max);
        }
        List<Person> people = new ArrayList<>();
        stratum.forEach((id, highest) -> people.add(new Person(id, hash(id, seed), highest)));
        people.sort(Comparator.comparingInt(Person::stratum)
                .thenComparingLong(Person::hash)
                .thenComparing(Person::id));
        Map<String, Integer> dealt = new HashMap<>();
        for (int i = 0; i < people.size(); i++) {
            dealt.put(people.get(i).id(), i % count);
        }
        int[] fold = new int[frame.size()];
        for (int i = 0; i < fold.length; i++) {
            fold[i] = dealt.get(frame.id(i));
        }
        return new Folds(fold, count);
    }

    public int count() {
        return count;
    }

    /** Rows to learn from when the fold is held out. */
    public int[] outside(int held) {
        return IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
    }

    /** Rows held out. */
    public int[] inside(int held) {
        return IntStream.range(0, fold.length).filter(i -> fold[i] == held).toArray();
    }

    int of(int row) {
        return fold[row];
    }

    /** FNV-1a of the text with the finaliser of splitmix64, so that neighbouring ids land far apart. */
    public static long hash(String id, long seed) {
        long hash = 0xcbf29ce484222325L ^ (seed * 0x9e3779b97f4a7c15L);
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
