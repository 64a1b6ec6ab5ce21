package io.nightjar.learn.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Groups with ids that last: a group keeps the id of last night's group that it is nearest to, one to one. */
public final class Kinds implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> features;
    private final Groups groups;
    private final ArrayList<String> ids = new ArrayList<>();
    private final ArrayList<Double> stability = new ArrayList<>();
    private final int newest;

    /**
     * Gives the groups their ids.
     *
     * @param rows people they were found from
     * @param lastNight kinds of last night with the same features, or null
     */
    public Kinds(List<String> features, Groups groups, double[][] rows, Kinds lastNight) {
        this.features = new ArrayList<>(features);
        this.groups = groups;
        for (int group = 0; group < groups.count(); group++) {
            ids.add(null);
            stability.add(null);
        }
        if (lastNight != null) {
            match(lastNight);
        }
        int number = lastNight == null ? 0 : lastNight.newest;
        for (int group = 0; group < groups.count(); group++) {
            if (ids.get(group) == null) {
                ids.set(group, "p" + ++number);
            }
        }
        newest = number;
        if (lastNight != null) {
            compare(rows, lastNight);
        }
    }

    /** The nearest pair first; a pair farther apart than last night's two nearest groups is no match. */
    private void match(Kinds lastNight) {
        Set<Integer> taken = new HashSet<>();
        double far = lastNight.nearestPair();
        while (true) {
            int best = -1;
            int its = -1;
            double least = far;
            for (int group = 0; group < groups.count(); group++) {
                for (int old = 0; old < lastNight.groups.count() && ids.get(group) == null; old++) {
                    double distance = groups.distance(group, lastNight.groups.centre(old));
                    if (!taken.contains(old) && distance < least) {
                        best = group;
                        its = old;
                        least = distance;
                    }
                }
            }
            if (best < 0) {
                return;
            }
            ids.set(best, lastNight.ids.get(its));
            taken.add(its);
        }
    }

    private double nearestPair() {
        double least = Double.POSITIVE_INFINITY;
        for (int one = 0; one < groups.count(); one++) {
            for (int other = 0; other < one; other++) {
                least = Math.min(least, groups.distance(one, groups.centre(other)));
            }
        }
        return least;
    }

    private void compare(double[][] rows, Kinds lastNight) {
        int[] same = new int[groups.count()];
        int[] all = new int[groups.count()];
        for (double[] row : rows) {
            int now = groups.group(row);
            all[now]++;
            same[now] += lastNight.id(row).equals(ids.get(now)) ? 1 : 0;
        }
        for (int group = 0; group < all.length; group++) {
            if (lastNight.ids.contains(ids.get(group)) && all[group] > 0) {
                stability.set(group, (double) same[group] / all[group]);
            }
        }
    }

    public List<String> features() {
        return List.copyOf(features);
    }

    public Groups groups() {
        return groups;
    }

    public List<String> ids() {
        return List.copyOf(ids);
    }

    /** The id of a person's group, by raw features. */
    public String id(double[] raw) {
        return ids.get(groups.group(raw));
    }

    /** Share of a group's people who were in it last night; null where it is new. */
    public Double stability(int group) {
        return stability.get(group);
    }

    /** All centres, for the next night's search to begin at. */
    public double[][] centres() {
        double[][] all = new double[groups.count()][];
        for (int group = 0; group < all.length; group++) {
            all[group] = groups.centre(group);
        }
        return all;
    }
}
