package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.publish.WithdrawPeople;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.Dialects;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import io.nightjar.store.TableStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar explain}. */
@Command(
        name = "explain",
        description =
                "Tells one person's night: which records are theirs and why, their profile, scores and lists, whether"
                        + " the plan contacts them or why not, and the files they are in; contact data masked.",
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
            files(settings, home, new KeptTables(store, manifest.get()), runId, person.get());
            return ExitCode.OK.number();
        }
    }

    /** The files of the night that the person is in; of a night whose files were replaced there are none left. */
    private static void files(Settings settings, Home home, KeptTables made, String runId, String person) {
        Definitions definitions = Definitions.load(settings);
        List<Dialect> dialects = new Dialects(
                        settings.identity().defaultCountry().orElse(""),
                        settings.delivery().salesforceDateFormat())
                .named(settings.delivery().tools());
        List<String> files = new WithdrawPeople(
                        home.places(), home.lists(), dialects, definitions.segments(), definitions.triggers())
                .filesWith(made, runId, person);
        System.out.println();
        System.out.println(files.isEmpty() ? "in no file of this night" : "files");
        files.forEach(file -> System.out.println("  " + file));
    }
}
