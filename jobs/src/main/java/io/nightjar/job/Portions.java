package io.nightjar.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** The rows that a partition's rows become, made some at a time: nothing is held but one portion. */
public final class Portions implements Iterator<Row> {
    private final Ahead rows;
    private final Function<Ahead, List<Row>> portion;
    private Iterator<Row> ready = List.<Row>of().iterator();

    /** @param portion takes one row or more and says what they become, which may be nothing */
    public Portions(Iterator<Row> rows, Function<Ahead, List<Row>> portion) {
        this.rows = new Ahead(rows);
        this.portion = portion;
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext() && rows.peek() != null) {
            ready = portion.apply(rows).iterator();
        }
        return ready.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.next();
    }

    /** Rows of which the next can be seen before it is taken. */
    public static final class Ahead {
        private final Iterator<Row> rows;
        private Row next;

        private Ahead(Iterator<Row> rows) {
            this.rows = rows;
        }

        /** The next row, which stays; null at the end. */
        public Row peek() {
            if (next == null && rows.hasNext()) {
                next = rows.next();
            }
            return next;
        }

        public Row take() {
            Row taken = peek();
            if (taken == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return taken;
        }

        /** The next rows, fewer at the end. */
        public List<Row> some(int most) {
            List<Row> some = new ArrayList<>();
            while (some.size() < most && peek() != null) {
                some.add(take());
            }
            return some;
        }
    }
}
