package io.nightjar.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "nightjar",
        description = "Customer intelligence for retailers: profiles, scores and lists from tonight's exports.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            JobCommand.class,
            BackfillCommand.class,
            StatusCommand.class,
            VerifyCommand.class,
            RollbackCommand.class,
            RecoverCommand.class,
            ConfigCommand.class,
            ExplainCommand.class,
            EraseCommand.class,
            EvaluateCommand.class,
            CheckFileCommand.class,
            MakeSampleDataCommand.class,
            picocli.AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Logs.quiet();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(trouble -> ExitCode.of(trouble).number())
                .setParameterExceptionHandler(new UsageMistake())
                .setExecutionExceptionHandler(new Trouble());
    }

    /** Version of code, Spark and Java. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var versions = Code.versions();
            return new String[] {
                "nightjar " + versions.get("version"), "Spark " + versions.get("spark"), "Java " + versions.get("jdk")
            };
        }
    }

    private static final class UsageMistake implements CommandLine.IParameterExceptionHandler {
        @Override
        public int handleParseException(CommandLine.ParameterException mistake, String[] args) {
            CommandLine command = mistake.getCommandLine();
            command.getErr().println(mistake.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
            command.getErr().println("Try 'nightjar help" + name(command) + "'.");
            return ExitCode.USAGE.number();
        }

        private static String name(CommandLine command) {
            return command.getParent() == null ? "" : " " + command.getCommandName();
        }
    }

    /** One of our own exceptions is told in its sentence; anything else is a bug and goes to the log with its trace. */
    private static final class Trouble implements CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception trouble, CommandLine command, CommandLine.ParseResult parsed) {
            ExitCode code = ExitCode.of(trouble);
            String message = Redaction.redacted(String.valueOf(trouble.getMessage()));
            command.getErr()
                    .println(
                            ExitCode.isExpected(trouble)
                                    ? message
                                    : message.lines().findFirst().orElse(""));
            if (!ExitCode.isExpected(trouble)) {
                Logs.trace(trouble);
                command.getErr().println("This was not foreseen; the whole trace is in the log " + Logs.place());
            }
            command.getErr().println("Exit code " + code.number() + " (" + code.name() + ")");
            return code.number();
        }
    }
}
