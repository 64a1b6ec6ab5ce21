package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckFileCommandTest {
    @TempDir
    private Path folder;

    private String said = "";

    @Test
    void goodFileIsExit0WithItsCoverage() throws IOException {
        assertThat(check("klaviyo", "Email,First Name\na@b.at,Ann\nc@d.at,\n")).isZero();
        assertThat(said)
                .contains("For klaviyo: 2 rows, 2 of them can be matched (100.0 %)")
                .contains("by Email ")
                .contains("Exit code 0 (OK)");
    }

    @Test
    void badFileIsExit65WithLineColumnAndRule() throws IOException {
        assertThat(check("klaviyo", "Email,First Name\na@b.at,Ann\nnone,Bob\n")).isEqualTo(65);
        assertThat(said)
                .contains("refused    line 3, Email: it is no e-mail address (name@domain.tld) (email-shape)")
                .contains("Exit code 65 (DATA_REJECTED)");
    }

    @Test
    void unknownToolIsExit78AndMissingFile66() throws IOException {
        assertThat(check("klavyo", "Email\n")).isEqualTo(78);
        assertThat(said).contains("klavyo is no campaign tool").contains("did you mean klaviyo?");
        assertThat(run("klaviyo", folder.resolve("none.csv"))).isEqualTo(66);
        assertThat(said).contains("Cannot read").contains("none.csv");
    }

    private int check(String tool, String text) throws IOException {
        return run(tool, Files.writeString(folder.resolve("list.csv"), text));
    }

    private int run(String tool, Path file) {
        Path conf = Path.of(System.getProperty("nightjar.root"), "conf", "local.conf");
        StringWriter errors = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Main.commandLine()
                    .setErr(new PrintWriter(errors))
                    .execute("check-file", "--conf", conf.toString(), "--tool", tool, file.toString());
        } finally {
            System.setOut(before);
            said = out.toString(StandardCharsets.UTF_8) + errors;
        }
    }
}
