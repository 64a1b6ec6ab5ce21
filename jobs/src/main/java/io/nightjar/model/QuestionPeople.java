package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.nightjar.config.QuestionDefinition;
import io.nightjar.job.Inputs;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Buyers on the dates that questions look at: features, who is asked, and the answers; one table for all questions. */
final class QuestionPeople {
    private final PersonHistory history;
    private final QuestionRows rows;

    QuestionPeople(Inputs in) {
        this.history = new PersonHistory(in);
        this.rows = new QuestionRows(in);
    }

    Dataset<Row> on(Collection<LocalDate> dates, List<QuestionDefinition> questions, LocalDate asOf) {
        Dataset<Row> people = history.on(List.copyOf(new TreeSet<>(dates)));
        for (List<QuestionDefinition> alike : alike(questions)) {
            List<LocalDate> own = new ArrayList<>(QuestionTrial.dates(alike.get(0), asOf));
            own.retainAll(dates);
            people = rows.answered(people, alike, own);
        }
        for (QuestionDefinition question : questions) {
            people = asked(people, question);
        }
        return people;
    }

    /** Questions about the same rows, on the same dates, over the same days. */
    private static Collection<List<QuestionDefinition>> alike(List<QuestionDefinition> questions) {
        Map<String, List<QuestionDefinition>> alike = new LinkedHashMap<>();
        for (QuestionDefinition question : questions) {
            String what = question.about() + " " + question.horizonDays() + " " + question.cutOffs();
            alike.computeIfAbsent(what, key -> new ArrayList<>()).add(question);
        }
        return alike.values();
    }

    private static Dataset<Row> asked(Dataset<Row> people, QuestionDefinition question) {
        return people.withColumn(QuestionRows.BEFORE, col(QuestionRows.before(question)))
                .withColumn(QuestionRows.EVER, col(QuestionRows.ever(question)))
                .withColumn(eligible(question), expr("cast((" + question.eligible() + ") as boolean)"))
                .drop(QuestionRows.BEFORE, QuestionRows.EVER);
    }

    /** Flag of the people that the question is about. */
    static String eligible(QuestionDefinition question) {
        return "eligible:" + question.name();
    }

    List<String> features(QuestionDefinition question) {
        List<String> all = new ArrayList<>(history.features());
        all.add(QuestionRows.before(question));
        all.add(QuestionRows.ever(question));
        return all;
    }

    static Map<String, String> phrases(QuestionDefinition question) {
        Map<String, String> all = new HashMap<>(PersonHistory.PHRASES);
        all.put(QuestionRows.before(question), "whether it was so in the " + question.horizonDays() + " days before");
        all.put(QuestionRows.ever(question), "whether it was so up to now");
        return all;
    }
}
