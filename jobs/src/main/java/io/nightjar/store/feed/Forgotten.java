package io.nightjar.store.feed;

import io.nightjar.store.Fingerprint;
import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who asked to be erased, as tokens of the keys by which exports name them. It can tell that a row names one of them; it
 * cannot tell who they were.
 */
public final class Forgotten implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The one way to write a key before it becomes a token; null for what is no key. */
    public interface Form extends Serializable {
        String clean(String kind, String raw);
    }

    private final Set<String> tokens;
    private final Form form;
    private final Tokeniser tokeniser;

    /** @param tokens as {@link #token} makes them */
    public Forgotten(Set<String> tokens, Form form, Tokeniser tokeniser) {
        this.tokens = Set.copyOf(tokens);
        this.form = form;
        this.tokeniser = tokeniser;
    }

    public static Forgotten nobody() {
        return new Forgotten(Set.of(), (kind, raw) -> null, null);
    }

    /** The same people, who are known by more keys. */
    public Forgotten alsoBy(Set<String> more) {
        Set<String> all = new TreeSet<>(tokens);
        all.addAll(more);
        return new Forgotten(all, form, tokeniser);
    }

    public boolean isNobody() {
        return tokens.isEmpty();
    }

    public Set<String> tokens() {
        return tokens;
    }

    /** Whether a key is of somebody to be forgotten. */
    public boolean names(String kind, String raw) {
        String token = isNobody() ? null : token(kind, raw);
        return token != null && tokens.contains(token);
    }

    /** A key as {@code kind:token}; null for what is no key. */
    public String token(String kind, String raw) {
        String clean = raw == null ? null : form.clean(kind, raw);
        return clean == null || clean.isBlank() ? null : kind + ":" + tokeniser.token(clean);
    }

    /** Tells one set of people from another; empty for nobody. */
    public String id() {
        return isNobody() ? "" : new Fingerprint().add(new TreeSet<>(tokens)).shortHex();
    }
}
