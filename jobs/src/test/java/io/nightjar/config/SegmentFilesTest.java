package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of segment files gives and refuses. */
final class SegmentFilesTest {
    @TempDir
    private Path dir;

    @Test
    void readsOneSegmentAFileInTheOrderOfNamesWithTheManualsDefaults() throws IOException {
        write("loyal.conf", """
                name = loyal
                description = "Buys all the time"
                when = "frequency >= 6"
                purpose = marketing
                channels = [email, post]
                rank-by = "recency_days asc"
                max-size = 500
                """);
        write("all.conf", "name = all\ndescription = Everybody\nwhen = true\npurpose = service");
        write("README.md", "not a segment");

        assertThat(SegmentFiles.load(dir))
                .containsExactly(
                        new SegmentDefinition(
                                "all",
                                "Everybody",
                                "true",
                                Purpose.SERVICE,
                                List.of(),
                                "monetary desc",
                                OptionalLong.empty(),
                                1,
                                Optional.empty(),
                                new Origin(dir + "/all.conf", 0)),
                        new SegmentDefinition(
                                "loyal",
                                "Buys all the time",
                                "frequency >= 6",
                                Purpose.MARKETING,
                                List.of(Channel.EMAIL, Channel.POST),
                                "recency_days asc",
                                OptionalLong.of(500),
                                1,
                                Optional.empty(),
                                new Origin(dir + "/loyal.conf", 0)));
    }

    @Test
    void tellsEveryMistakeOfEveryFile() throws IOException {
        write("a.conf", "name = a\nwhen = x\npurpose = marketting\nchanels = [email]\nmax-size = 0");
        write("b.conf", "name = a\ndescription = d\nwhen = \" \"\npurpose = service\nchannels = [email, fax]");
        write("Big Spenders.conf", "name = \"Big Spenders\"\ndescription = d\nwhen = w\npurpose = service");
        write("c.conf", "name = c {");

        assertThat(problems())
                .containsExactly(
                        "Big Spenders.conf: 1: name must be lower-case letters, digits and - starting with a letter but is \"Big Spenders\"",
                        "a.conf: description is missing",
                        "a.conf: 3: purpose must be marketing or service but is \"marketting\"",
                        "a.conf: 4: chanels is not a setting: did you mean channels?",
                        "b.conf: 1: name must be b as the file is called but is \"a\"",
                        "b.conf: 3: when must not be empty",
                        "b.conf: 5: channels must be one of email, sms, phone, post, ads but is \"fax\"",
                        "c.conf: 1: is not valid HOCON: the file ends before every brace, bracket and quote is closed");
    }

    @Test
    void refusesTwoSegmentsOfOneName() throws IOException {
        write("a.conf", "name = a\ndescription = d\nwhen = w\npurpose = service");
        write("b.conf", "name = a\ndescription = d\nwhen = w\npurpose = service");

        assertThat(problems())
                .containsExactly(
                        "b.conf: name is a, as in a.conf",
                        "b.conf: 1: name must be b as the file is called but is \"a\"");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> SegmentFiles.load(dir.resolve("none")));

        assertThat(e)
                .hasMessageContaining("segments.directory must be a folder that can be read but is " + dir + "/none");
    }

    @Test
    void theFingerprintChangesWithTheRule() throws IOException {
        write("a.conf", "name = a\ndescription = d\nwhen = w\npurpose = service");
        String before = SegmentFiles.fingerprintText(SegmentFiles.load(dir));
        write("a.conf", "# again\npurpose = service\nname = a\ndescription = d\nwhen = w");
        assertThat(SegmentFiles.fingerprintText(SegmentFiles.load(dir))).isEqualTo(before);
        write("a.conf", "name = a\ndescription = d\nwhen = v\npurpose = service");
        assertThat(SegmentFiles.fingerprintText(SegmentFiles.load(dir))).isNotEqualTo(before);
    }

    private List<String> problems() {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> SegmentFiles.load(dir));
        return e.problems().stream()
                .map(problem -> problem.toString().replace(dir + "/", ""))
                .toList();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(dir.resolve(file), text);
    }
}
