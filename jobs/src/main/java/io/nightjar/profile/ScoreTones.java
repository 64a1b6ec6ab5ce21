package io.nightjar.profile;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.learn.tone.Tone;
import io.nightjar.quality.Check;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Tells from the words of every text how its writer felt, and in which language; the text stays behind. */
public final class ScoreTones implements TableJob {
    private static final StructType OF_A_TEXT = new Table(
                    "tone",
                    List.of(),
                    List.of(
                            InteractionTones.LANGUAGE,
                            InteractionTones.LANGUAGE_CONFIDENCE,
                            InteractionTones.TONE,
                            InteractionTones.TONE_WORDS))
            .structType();
    private static final UserDefinedFunction READ = udf((UDF1<String, Row>) ScoreTones::row, OF_A_TEXT);

    @Override
    public List<Table> inputs() {
        return List.of(Interactions.TABLE);
    }

    @Override
    public Table output() {
        return InteractionTones.TABLE;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "a tone is between -1 and 1", InteractionTones.TONE.col().between(-1, 1)));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        return in.read(Interactions.TABLE)
                .where(to_date(Interactions.OCCURRED_AT.col()).leq(functions.lit(asOf)))
                .where(functions.length(functions.trim(Interactions.TEXT.col())).gt(0))
                .select(
                        Interactions.INTERACTION_ID.col(),
                        READ.apply(Interactions.TEXT.col()).as("read"))
                .select(Interactions.INTERACTION_ID.col(), col("read.*"));
    }

    private static Row row(String text) {
        Tone tone = Tone.of(text);
        return RowFactory.create(tone.language(), rounded(tone.confidence()), rounded(tone.value()), tone.words());
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
