package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import io.nightjar.store.TableStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar explain}. */
@Command(
        name = "explain",
        description = "Tells one person's night: which records are theirs and why, their profile, scores and lists;"
                + " contact data masked.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Parameters(
            paramLabel = "CUSTOMER",
            description = "A customer_id, or the key of one of the person's records: C100031 or customers/C100031.")
    private String customer;

    @Option(names = "--run", paramLabel = "RUN", description = "A run as status lists it. Default: the live one.")
    private String run;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Home home = new Home(settings);
        String runId = run != null
                ? run
                : home.runs().live().map(RunFolder.Live::runId).orElse("");
        Optional<Manifest> manifest = home.runs().latest(runId);
        if (manifest.isEmpty()) {
            System.out.println("There is no night to explain in " + home.root() + (run == null ? "" : " named " + run));
            return ExitCode.INPUT_MISSING.number();
        }
        try (Sessions sessions = new Sessions(settings, home)) {
            TableStore store = new TableStore(sessions.get(), home.places(), home.tables());
            Explanation explanation = new Explanation(new KeptTables(store, manifest.get()), Nightly.PUBLISHED);
            Optional<String> person = explanation.person(customer);
            if (person.isEmpty()) {
                System.out.println(
                        "In the night " + runId + " nobody, or more than one person, is known as " + customer);
                return ExitCode.INPUT_MISSING.number();
            }
            System.out.println("Night " + manifest.get().logicalDate() + ", run " + runId);
            explanation.lines(person.get()).forEach(System.out::println);
            return ExitCode.OK.number();
        }
    }
}
