package io.nightjar.measure;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The uplift learners on a public e-mail experiment, by the command that users have. */
@Command(
        name = "uplift",
        mixinStandardHelpOptions = true,
        description =
                "evaluate uplift on Hillstrom's e-mail test, visits: women's, men's and any mail against none, and a mail"
                        + " that does nothing.")
final class MeasureUplift implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder with the data sets. Default: NIGHTJAR_DATA.")
    private Path data;

    @Override
    public Integer call() {
        mail("segment in ('Womens E-Mail', 'No E-Mail')");
        mail("segment in ('Mens E-Mail', 'No E-Mail')");
        mail("true");
        // Who was treated is drawn again by hash, so no mail does anything: everybody must be unknown.
        mail("true", "xxhash64(monotonically_increasing_id()) % 2 = 0");
        return 0;
    }

    private void mail(String where) {
        mail(where, "segment <> 'No E-Mail'");
    }

    private void mail(String where, String treatment) {
        MeasurePropensity.run(
                data,
                "uplift",
                "hillstrom-email/hillstrom.csv",
                "--treatment",
                treatment,
                "--outcome",
                "visit = 1",
                "--ignore",
                "conversion,spend,segment",
                "--where",
                where);
    }
}
