package io.nightjar.app;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.nightjar.config.ConfigException;
import io.nightjar.config.Settings;
import io.nightjar.publish.postgres.FindInPostgres;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.store.StoreException;
import io.nightjar.store.feed.Forgotten;
import io.nightjar.store.feed.Tokeniser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar erase}. */
@Command(
        name = "erase",
        description = {
            "Erases a person. At once: their keys are noted as tokens that cannot be turned back, their rows leave the"
                    + " lists tools have, and erasures/ID below the lists has files that take them off, for one night.",
            "With the next night: they are gone from all tables, files, models, quarantine and the work area, the runs"
                    + " before it are deleted, and no later export brings them back."
        },
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    private static final String ON = "requested_on";
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("email", Identifiers.EMAIL);
        COLUMNS.put("phone", Identifiers.PHONE);
        COLUMNS.put("customer_number", Identifiers.LOGIN);
        COLUMNS.put("loyalty_card", Identifiers.LOYALTY);
        COLUMNS.put("person", IdentityLinks.CUSTOMER_ID.name());
    }

    @Mixin
    private SettingsOptions options;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "An address of the person.")
    private String email;

    @Option(names = "--phone", paramLabel = "NUMBER", description = "A phone number of the person.")
    private String phone;

    @Option(names = "--customer-number", paramLabel = "KEY", description = "The retailer's number or login.")
    private String customerNumber;

    @Option(names = "--loyalty-card", paramLabel = "NUMBER", description = "A loyalty number.")
    private String loyaltyCard;

    @Option(names = "--person", paramLabel = "ID", description = "A customer_id as published.")
    private String person;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Many requests: a csv file with any of the columns email, phone, customer_number, loyalty_card,"
                            + " person and requested_on, a row for each person; - reads what is piped in.")
    private String file;

    @Option(names = "--on", paramLabel = "YYYY-MM-DD", description = "When it was asked for. Default: today.")
    private LocalDate on;

    @Option(names = "--list", description = "Tells what was asked for and what became of it; nothing else.")
    private boolean isList;

    @Option(
            names = "--check",
            description = "Erases nobody: looks for the keys given here in every file below home and in PostgreSQL, and"
                    + " exits with 65 where one is found.")
    private boolean isCheck;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Home home = new Home(settings);
        if (isList) {
            list(new Erasures(home, settings).register());
            return ExitCode.OK.number();
        }
        List<Map<String, String>> wishes = wishes();
        return (isCheck ? check(settings, home, wishes) : erase(settings, home, wishes)).number();
    }

    private ExitCode erase(Settings settings, Home home, List<Map<String, String>> wishes) {
        Forgotten form = Erasures.everybody(settings, new Tokeniser(new TokenKey(home, settings).bytes()), Set.of());
        try (Sessions sessions = new Sessions(settings, home)) {
            Night night = new Night(settings, home, LocalDate.EPOCH, new Console(System.out), sessions);
            for (Map<String, String> keys : wishes) {
                EraseRequest wish = new EraseRequest(form);
                COLUMNS.forEach((column, kind) -> {
                    if (keys.containsKey(column)) {
                        wish.by(kind, keys.get(column));
                    }
                });
                ErasureRegister.Request noted = night.erase(wish, date(keys));
                System.out.println(noted.id() + ": " + noted.records() + " records were known"
                        + (noted.files().isEmpty()
                                ? ""
                                : "; " + noted.files().size() + " files in " + home.lists() + "/" + Erasures.REMOVALS
                                        + "/" + noted.id() + " take them off lists, until the next night has ended"));
            }
        }
        System.out.println("The next night erases what is left. nightjar erase --list tells when it has.");
        return ExitCode.OK;
    }

    private LocalDate date(Map<String, String> keys) {
        if (keys.containsKey(ON)) {
            try {
                return LocalDate.parse(keys.get(ON));
            } catch (DateTimeException e) {
                throw new ConfigException(ON + " must be a date as 2026-01-31 but is " + keys.get(ON));
            }
        }
        return on != null ? on : LocalDate.now(options.settings().timeZone());
    }

    private static ExitCode check(Settings settings, Home home, List<Map<String, String>> wishes) {
        Set<String> words = new TreeSet<>();
        wishes.forEach(keys ->
                COLUMNS.keySet().stream().filter(keys::containsKey).forEach(column -> words.add(keys.get(column))));
        Map<String, Long> found = new TreeMap<>(new HomeScan(home.places(), words).below(home.root()));
        if (settings.postgres().enabled()) {
            found.putAll(FindInPostgres.rows(settings.postgres(), words));
        }
        found.forEach((place, bytes) -> System.out.printf("%,14d  %s%n", bytes, place));
        System.out.println(
                found.isEmpty() ? "Nowhere below " + home.root() : found.size() + " places still name the person.");
        return found.isEmpty() ? ExitCode.OK : ExitCode.DATA_REJECTED;
    }

    private static void list(ErasureRegister register) {
        if (register.isEmpty()) {
            System.out.println("Nobody has asked to be erased.");
            return;
        }
        System.out.printf("%-22s  %-12s  %7s  %s%n", "request", "asked on", "records", "state");
        for (ErasureRegister.Request request : register.requests()) {
            System.out.printf(
                    "%-22s  %-12s  %,7d  %s%n",
                    request.id(),
                    request.requestedOn(),
                    request.records(),
                    request.isOpen()
                            ? "waits for the next night; " + request.files().size() + " files take them off lists"
                            : "gone since " + request.doneBy());
        }
    }

    private List<Map<String, String>> wishes() {
        List<Map<String, String>> wishes = new ArrayList<>();
        if (file != null) {
            wishes.addAll(read());
        }
        Map<String, String> here = new LinkedHashMap<>();
        put(here, "email", email);
        put(here, "phone", phone);
        put(here, "customer_number", customerNumber);
        put(here, "loyalty_card", loyaltyCard);
        put(here, "person", person);
        if (!here.isEmpty()) {
            wishes.add(here);
        }
        if (wishes.isEmpty()) {
            throw new ConfigException("Say who is to be erased: --email, --phone, --customer-number, --loyalty-card,"
                    + " --person or --file");
        }
        return wishes;
    }

    private List<Map<String, String>> read() {
        List<Map<String, String>> wishes = new ArrayList<>();
        try (Reader text = file.equals("-")
                        ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
                        : Files.newBufferedReader(UserPaths.resolved(java.nio.file.Path.of(file)));
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : rows) {
                Map<String, String> keys = new LinkedHashMap<>();
                row.getFieldsAsMap().forEach((column, value) -> {
                    if (!COLUMNS.containsKey(column) && !column.equals(ON)) {
                        throw new ConfigException("The requests have a column " + column + "; known are "
                                + String.join(", ", COLUMNS.keySet()) + " and " + ON);
                    }
                    put(keys, column, value.strip());
                });
                if (keys.keySet().stream().noneMatch(COLUMNS::containsKey)) {
                    throw new ConfigException("Line " + row.getStartingLineNumber() + " of the requests names nobody");
                }
                wishes.add(keys);
            }
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.MISSING_INPUT, "Cannot read the requests in " + file, e);
        }
        return wishes;
    }

    private static void put(Map<String, String> keys, String column, String value) {
        if (value != null && !value.isEmpty()) {
            keys.put(column, value);
        }
    }
}
