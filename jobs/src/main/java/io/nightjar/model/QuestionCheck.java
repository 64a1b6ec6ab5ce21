package io.nightjar.model;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.config.QuestionDefinition;
import io.nightjar.job.Inputs;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Resolves every question's SQL against the columns it may speak about, so that a typo is told before the night. */
public final class QuestionCheck {
    private static final Pattern UNKNOWN_NAME = Pattern.compile("name `([^`]+)`");
    private static final LocalDate ANY_DAY = LocalDate.EPOCH;

    private QuestionCheck() {}

    /** @throws ConfigException naming the file, the key and what is wrong with it */
    public static void verify(SparkSession spark, List<QuestionDefinition> questions) {
        Inputs empty = table -> spark.createDataFrame(List.of(), table.structType());
        QuestionRows rows = new QuestionRows(empty);
        PersonHistory history = new PersonHistory(empty);
        Dataset<Row> people = history.on(List.of(ANY_DAY));
        for (QuestionDefinition question : questions) {
            Dataset<Row> own = rows.of(question.about());
            resolve(question, "label", own.columns(), () -> own.groupBy(PersonHistory.PERSON)
                    .agg(QuestionRows.label(question)));
            List<String> known = new ArrayList<>(history.features());
            known.add(QuestionRows.BEFORE);
            known.add(QuestionRows.EVER);
            resolve(question, "eligible", known.toArray(String[]::new), () -> people.selectExpr(
                            "*", "false as " + QuestionRows.BEFORE, "false as " + QuestionRows.EVER)
                    .where(question.eligible()));
        }
    }

    private static void resolve(QuestionDefinition question, String key, String[] columns, Runnable analysis) {
        try {
            analysis.run();
        } catch (Exception e) {
            if (!(e instanceof AnalysisException)) {
                throw e;
            }
            throw new ConfigException(question.origin() + ": " + key + ": " + sentence(columns, e.getMessage()));
        }
    }

    private static String sentence(String[] columns, String message) {
        Matcher unknown = UNKNOWN_NAME.matcher(message);
        if (unknown.find()) {
            String name = unknown.group(1);
            return name + " is not a column here"
                    + DidYouMean.nearest(name, List.of(columns))
                            .map(near -> ": did you mean " + near + "?")
                            .orElse("; there are " + String.join(", ", columns));
        }
        if (message.contains("MISSING_AGGREGATION") || message.contains("MISSING_GROUP_BY")) {
            return "it must be an aggregate over the person's rows, such as count_if(not is_return) > 0";
        }
        return message.lines().findFirst().orElse("it is not a SQL condition");
    }
}
