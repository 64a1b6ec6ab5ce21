package io.nightjar.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

final class PortionsTest {
    @Test
    void whatComesTogetherIsTakenTogether() {
        Portions words = new Portions(rows("a1", "a2", "b1", "c1", "c2"), PortionsTest::word);
        assertThat(texts(words)).containsExactly("a1 a2", "b1", "c1 c2");
    }

    @Test
    void aPortionMayBecomeNothing() {
        Portions none = new Portions(rows("a", "b", "c", "d", "e"), ahead -> ahead.some(2).stream()
                .filter(row -> "ad".contains(row.getString(0)))
                .toList());
        assertThat(texts(none)).containsExactly("a", "d");
        assertThat(new Portions(rows(), ahead -> List.of(ahead.take())).hasNext())
                .isFalse();
    }

    @Test
    void noMoreIsReadThanOnePortionAndTheNextRow() {
        List<String> read = new ArrayList<>();
        Iterator<Row> source = Stream.of("a", "b", "c", "d", "e")
                .peek(read::add)
                .map(RowFactory::create)
                .iterator();
        Portions pairs = new Portions(source, ahead -> ahead.some(2));
        assertThat(pairs.next().getString(0)).isEqualTo("a");
        assertThat(read).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void afterTheLastThereIsNoNext() {
        Portions one = new Portions(rows("a"), ahead -> ahead.some(4096));
        assertThat(one.next().getString(0)).isEqualTo("a");
        assertThatThrownBy(one::next).isInstanceOf(NoSuchElementException.class);
    }

    private static List<Row> word(Portions.Ahead ahead) {
        String first = ahead.peek().getString(0).substring(0, 1);
        List<String> all = new ArrayList<>();
        while (ahead.peek() != null && ahead.peek().getString(0).startsWith(first)) {
            all.add(ahead.take().getString(0));
        }
        return List.of(RowFactory.create(String.join(" ", all)));
    }

    private static Iterator<Row> rows(String... texts) {
        return Stream.of(texts).map(RowFactory::create).iterator();
    }

    private static List<String> texts(Portions portions) {
        List<String> texts = new ArrayList<>();
        portions.forEachRemaining(row -> texts.add(row.getString(0)));
        return texts;
    }
}
