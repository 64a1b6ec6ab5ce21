package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line as a user meets it. */
class MainTest {
    @Test
    void everyCommandIsThere() {
        assertThat(Main.commandLine().getSubcommands().keySet())
                .contains(
                        "run",
                        "job",
                        "backfill",
                        "status",
                        "verify",
                        "rollback",
                        "recover",
                        "config",
                        "evaluate",
                        "check-file",
                        "make-sample-data",
                        "generate-completion",
                        "help");
    }

    @Test
    void everyEvaluationOfAShopTakesItsConfiguration() {
        var evaluations = Main.commandLine().getSubcommands().get("evaluate").getSubcommands();
        assertThat(evaluations.keySet())
                .containsExactlyInAnyOrder(
                        "next-best-product",
                        "audience",
                        "churn",
                        "intent",
                        "carts",
                        "value",
                        "clocks",
                        "identity",
                        "propensity",
                        "uplift",
                        "sentiment");
        for (String shop :
                List.of("next-best-product", "audience", "churn", "intent", "carts", "value", "clocks", "identity")) {
            assertThat(evaluations.get(shop).getCommandSpec().optionsMap())
                    .as(shop)
                    .containsKeys("--conf", "-D", "--json");
        }
    }

    @Test
    void everyDescriptionCanBeShown() {
        assertThat(descriptions(Main.commandLine()))
                .isNotEmpty()
                .allSatisfy(text ->
                        assertThatCode(() -> String.format(text)).as(text).doesNotThrowAnyException());
    }

    private static List<String> descriptions(CommandLine command) {
        List<String> all =
                new ArrayList<>(List.of(command.getCommandSpec().usageMessage().description()));
        command.getCommandSpec().options().forEach(option -> all.addAll(List.of(option.description())));
        command.getSubcommands().values().forEach(each -> all.addAll(descriptions(each)));
        return all;
    }

    @Test
    void anUnknownCommandIsAUsageMistakeWithASuggestion() {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(said));
        assertThat(line.execute("verifi")).isEqualTo(64);
        assertThat(said.toString()).contains("verify");
    }

    @Test
    void aMissingConfigurationIsExit78WithASentence() {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(said));
        assertThat(line.execute("config", "--conf", "no-such-file.conf")).isEqualTo(78);
        assertThat(said.toString()).contains("no-such-file.conf");
    }
}
