package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.job.Inputs;
import io.nightjar.publish.WithdrawPeople;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.store.Fingerprint;
import io.nightjar.store.Manifest;
import io.nightjar.store.Places;
import io.nightjar.store.TableStore;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What happens at once when somebody asks to be erased: their keys go to the register as tokens, their rows leave the
 * lists that tools have, and each tool gets a file that takes them off. The next night does the rest.
 */
final class Erasure {
    private final Home home;
    private final Settings settings;
    private final Definitions definitions;
    private final List<Dialect> dialects;
    private final Supplier<SparkSession> sessions;

    Erasure(
            Home home,
            Settings settings,
            Definitions definitions,
            List<Dialect> dialects,
            Supplier<SparkSession> sessions) {
        this.home = home;
        this.settings = settings;
        this.definitions = definitions;
        this.dialects = dialects;
        this.sessions = sessions;
    }

    /** Call only with the lock held. Can be repeated. */
    ErasureRegister.Request note(EraseRequest wish, LocalDate requestedOn) {
        Erasures erasures = new Erasures(home, settings);
        erasures.forgotten();
        String id = "e-" + requestedOn + "-"
                + new Fingerprint().add(wish.asked()).shortHex().substring(0, 8);
        Optional<Manifest> live = home.runs().live().flatMap(run -> home.runs().latest(run.runId()));
        EraseRequest.Known known = new EraseRequest.Known(Set.of(), 0, wish.asked());
        List<String> files = List.of();
        if (live.isPresent()) {
            Inputs in = new KeptTables(new TableStore(sessions.get(), home.places(), home.tables()), live.get());
            known = wish.find(in, settings.identity().maxRecordsPerKey());
            files = new WithdrawPeople(
                            home.places(), home.lists(), dialects, definitions.segments(), definitions.triggers())
                    .withdraw(in, live.get().runId(), known.persons(), removals(id));
        }
        ErasureRegister.Request request = merged(
                erasures.register(),
                new ErasureRegister.Request(
                        id,
                        requestedOn.toString(),
                        new ArrayList<>(wish.kinds()),
                        known.records(),
                        known.tokens(),
                        files,
                        null));
        Tokeniser tokeniser = new Tokeniser(new TokenKey(home, settings).bytes());
        Places places = home.places();
        erasures.register().with(tokeniser.id(), request).write(places, Erasures.file(home));
        return request;
    }

    Path removals(String id) {
        return new Path(new Path(home.lists(), Erasures.REMOVALS), id);
    }

    /** Who asks again is still known by what they were known by then. */
    private static ErasureRegister.Request merged(ErasureRegister register, ErasureRegister.Request request) {
        Set<String> tokens = new TreeSet<>(request.tokens());
        int records = request.records();
        for (ErasureRegister.Request before : register.requests()) {
            if (before.id().equals(request.id())) {
                tokens.addAll(before.tokens());
                records = Math.max(records, before.records());
            }
        }
        return new ErasureRegister.Request(
                request.id(), request.requestedOn(), request.kinds(), records, tokens, request.files(), null);
    }
}
