package io.nightjar.config;

/**
 * What counts as an answer to a message.
 *
 * @param lookBackDays messages older than this are not looked at, 1 to 3650
 * @param machineSeconds a message opened this soon after it was delivered was opened by a program, 0 to 3600
 * @param answerDays an answer that comes later than this is none, 1 to 365
 * @param minAnswers fewer answers than this make no best hour, 1 or more
 */
public record AnswerSettings(int lookBackDays, int machineSeconds, int answerDays, int minAnswers) {
    public AnswerSettings {
        new Checks()
                .between("look-back-days", 1, 3650, lookBackDays)
                .between("machine-seconds", 0, 3600, machineSeconds)
                .between("answer-days", 1, 365, answerDays)
                .positive("min-answers", minAnswers)
                .done();
    }
}
