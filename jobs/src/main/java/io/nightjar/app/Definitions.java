package io.nightjar.app;

import io.nightjar.config.QuestionDefinition;
import io.nightjar.config.QuestionFiles;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.config.SegmentNames;
import io.nightjar.config.Settings;
import io.nightjar.config.TriggerDefinition;
import io.nightjar.config.TriggerFiles;
import io.nightjar.model.QuestionCheck;
import io.nightjar.segment.FireTriggers;
import io.nightjar.segment.SegmentBase;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** What a shop defines in files of its own: segments, triggers, and questions to models. */
record Definitions(
        List<SegmentDefinition> segments, List<TriggerDefinition> triggers, List<QuestionDefinition> questions) {
    /** @throws io.nightjar.config.ConfigException naming every file that is not right, and why */
    static Definitions load(Settings settings) {
        List<SegmentDefinition> segments =
                SegmentFiles.load(Path.of(settings.segments().directory()));
        List<TriggerDefinition> triggers = TriggerFiles.load(settings);
        SegmentNames.verify(segments, settings.delivery().sensitiveWords());
        SegmentNames.verify(segments, triggers, settings.delivery().sensitiveWords());
        return new Definitions(
                segments,
                triggers,
                QuestionFiles.load(Path.of(settings.questions().directory())));
    }

    /** Resolves every rule against the columns it may speak about. */
    void verify(SparkSession spark) {
        SegmentBase.verify(spark, segments);
        FireTriggers.verify(spark, triggers);
        QuestionCheck.verify(spark, questions);
    }

    String fingerprintText() {
        return SegmentFiles.fingerprintText(segments)
                + TriggerFiles.fingerprintText(triggers)
                + QuestionFiles.fingerprintText(questions);
    }
}
