package io.nightjar.app;

import io.nightjar.config.ConfigException;
import io.nightjar.config.Settings;
import io.nightjar.identity.match.ContactRules;
import io.nightjar.job.DeliveryJob;
import io.nightjar.schema.Identifiers;
import io.nightjar.staging.LearnForgotten;
import io.nightjar.store.Manifest;
import io.nightjar.store.StoreException;
import io.nightjar.store.feed.Forgotten;
import io.nightjar.store.feed.Tokeniser;
import java.util.Collection;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The erasure register of a home, and what a night does by it. */
final class Erasures {
    /** Below the lists, so that whoever fetches lists finds them: files that take people off, for one night. */
    static final String REMOVALS = "erasures";

    private final Home home;
    private final Settings settings;
    private final ErasureRegister register;

    Erasures(Home home, Settings settings) {
        this.home = home;
        this.settings = settings;
        this.register = ErasureRegister.read(home.places(), file(home));
    }

    static Path file(Home home) {
        return new Path(new Path(home.root(), "erasures"), "register.json");
    }

    ErasureRegister register() {
        return register;
    }

    /** Those who are to be forgotten, by all keys known so far. */
    Forgotten forgotten() {
        if (register.isEmpty()) {
            return Forgotten.nobody();
        }
        Tokeniser tokeniser = new Tokeniser(new TokenKey(home, settings).bytes());
        if (!register.keyId().equals(tokeniser.id())) {
            throw new ConfigException("The erasure register " + file(home) + " was made with another key of"
                    + " privacy.key-env or privacy.key-file (" + register.keyId() + " instead of " + tokeniser.id()
                    + "): with this one nobody in it would be recognised. Set the former key again.");
        }
        return everybody(settings, tokeniser, register.tokens());
    }

    static Forgotten everybody(Settings settings, Tokeniser tokeniser, Set<String> tokens) {
        return new Forgotten(tokens, new KeyForm(new ContactRules(settings.identity())), tokeniser);
    }

    /** The same, with the further keys by which tonight's exports name them; notes those. */
    Forgotten learn(Exports exports) {
        Forgotten known = forgotten();
        if (known.isNobody()) {
            return known;
        }
        Set<String> more = new LearnForgotten(settings.activeSources(), exports::of, known).learn();
        if (!more.isEmpty()) {
            register.alsoBy(more).write(home.places(), file(home));
        }
        return known.alsoBy(more);
    }

    /** Whether a request came in since this was read; whoever erases holds the lock, so ask while holding it. */
    void verifyCurrent() {
        if (!ErasureRegister.read(home.places(), file(home)).ids().equals(register.ids())) {
            throw new StoreException(
                    StoreException.Kind.CONFLICT, "Somebody was to be erased while this night began: start it again");
        }
    }

    /** Refuses to go back to a run that was deleted because of somebody in it. */
    void verifyKept(Manifest wanted) {
        for (ErasureRegister.Request request : register.requests()) {
            home.runs()
                    .latest(String.valueOf(request.doneBy()))
                    .filter(done -> wanted.startedAt().compareTo(done.startedAt()) < 0)
                    .ifPresent(done -> {
                        throw new ConfigException("Cannot go back to " + wanted.runId() + ": it was deleted after "
                                + done.runId() + ", because somebody in it was to be erased");
                    });
        }
    }

    /**
     * After a run in which nobody of the register is: deletes all that earlier runs left, if anybody of it can be in
     * there. Earlier runs cannot be gone back to after that.
     *
     * @return whether there was anything to do
     */
    boolean finish(String runId, Collection<DeliveryJob> deliveries) {
        ErasureRegister now = ErasureRegister.read(home.places(), file(home));
        if (!now.hasOpen()) {
            return false;
        }
        deliveries.forEach(delivery -> delivery.forgetOthers(runId));
        new Retention(home, 1).sweepAllBut(runId);
        forgetPages(runId);
        now.doneBy(runId).write(home.places(), file(home));
        return true;
    }

    /** Pages show what was in rows that could not be read. The night's own, if it has ended, is the only one then. */
    private void forgetPages(String runId) {
        home.places().list(home.pages()).stream()
                .map(FileStatus::getPath)
                .filter(page -> !page.getName().equals(runId))
                .forEach(home.places()::delete);
        home.places()
                .read(new Path(new Path(home.pages(), runId), "index.html"))
                .ifPresent(page -> home.places().write(new Path(home.pages(), "index.html"), page));
    }

    /** Keys as identity resolution writes them; what it does not take for a key names nobody here either. */
    private record KeyForm(ContactRules rules) implements Forgotten.Form {
        @Override
        public String clean(String kind, String raw) {
            return switch (kind) {
                case Identifiers.EMAIL -> rules.email(raw);
                case Identifiers.PHONE -> rules.phone(raw);
                default -> raw.strip();
            };
        }
    }
}
