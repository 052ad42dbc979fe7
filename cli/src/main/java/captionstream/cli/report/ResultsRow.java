package captionstream.cli.report;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.StageTimings;
import captionstream.cli.csv.SpreadsheetText;
import captionstream.topology.statistics.CaptionRules;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A row of {@code results.csv} as the caption it was made of, as far as it was written there. */
final class ResultsRow {
    private final CSVRecord row;

    ResultsRow(CSVRecord row) {
        this.row = row;
    }

    /** @throws IllegalArgumentException saying what is wrong, and in which column */
    Caption caption() {
        Caption caption = Caption.newBuilder()
                .setImageId(text(ResultsCsv.IMAGE))
                .setPrompt(text(ResultsCsv.PROMPT))
                .setCaption(orEmpty(ResultsCsv.CAPTION))
                .setTokenCount(cell(ResultsCsv.TOKEN_COUNT, Integer::valueOf, "a whole number"))
                .setClipScore(number(ResultsCsv.CLIP_SCORE))
                .setControlScore(optional(ResultsCsv.CONTROL_SCORE))
                .setGrounding(optional(ResultsCsv.GROUNDING))
                .setConfidence(number(ResultsCsv.CONFIDENCE))
                .setEntropyWeightedScore(number(ResultsCsv.ENTROPY_WEIGHTED_SCORE))
                .setLexicalEntropy(number(ResultsCsv.LEXICAL_ENTROPY))
                .setSaliencyWeightedScore(number(ResultsCsv.SALIENCY_WEIGHTED_SCORE))
                .setMeanTokenEntropy(number(ResultsCsv.MEAN_TOKEN_ENTROPY))
                .setNormalizedEntropy(number(ResultsCsv.NORMALIZED_ENTROPY))
                .setMeanLogProb(number(ResultsCsv.MEAN_LOG_PROB))
                .setRefClipScore(optional(ResultsCsv.REF_CLIP_SCORE))
                .setGeneratedTokens(cell(ResultsCsv.GENERATED_TOKENS, Integer::valueOf, "a whole number"))
                .setFinishReason(cell(ResultsCsv.FINISH_REASON, FinishReason::valueOf, "a finish reason"))
                .setSourcePrompt(textOrNull(ResultsCsv.SOURCE_PROMPT))
                .setPromptSet(text(ResultsCsv.PROMPT_SET))
                .setControlImageId(textOrNull(ResultsCsv.CONTROL_IMAGE))
                .setUri(orEmpty(ResultsCsv.URI))
                .setImageSha256(orEmpty(ResultsCsv.IMAGE_SHA256))
                .setModel(text(ResultsCsv.MODEL))
                .setDecoding(orEmpty(ResultsCsv.DECODING))
                .setEventTime(cell(ResultsCsv.EVENT_TIME, Instant::parse, "a time as 2026-01-31T12:00:00Z"))
                .setCaptionTime(cell(ResultsCsv.CAPTION_TIME, Instant::parse, "a time as 2026-01-31T12:00:00Z"))
                .setPromptIndex(cell(ResultsCsv.PROMPT_INDEX, Integer::valueOf, "a whole number"))
                .setPromptCount(cell(ResultsCsv.PROMPT_COUNT, Integer::valueOf, "a whole number"))
                .setTokens(List.of())
                .setAttributes(Map.of())
                .setTimings(new StageTimings(0.0, 0.0, 0.0, 0.0, 0.0))
                .build();
        String violation = CaptionRules.violation(caption);
        if (violation != null) {
            throw new IllegalArgumentException(violation);
        }
        return caption;
    }

    private String text(String column) {
        String text = textOrNull(column);
        if (text == null) {
            throw wrong(column, "", "text");
        }
        return text;
    }

    private String orEmpty(String column) {
        return Objects.requireNonNullElse(textOrNull(column), "");
    }

    private @Nullable String textOrNull(String column) {
        String written = row.get(column);
        return written.isEmpty() ? null : SpreadsheetText.original(written);
    }

    private @Nullable Double optional(String column) {
        return row.get(column).isEmpty() ? null : number(column);
    }

    private double number(String column) {
        double number = cell(column, Double::valueOf, "a number");
        if (!Double.isFinite(number)) {
            throw wrong(column, row.get(column), "a finite number");
        }
        return number;
    }

    private <T> T cell(String column, Function<String, T> parsed, String expected) {
        String cell = row.get(column);
        try {
            return parsed.apply(cell);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw wrong(column, cell, expected);
        }
    }

    private static IllegalArgumentException wrong(String column, String cell, String expected) {
        return new IllegalArgumentException("column '" + column + "' is '" + cell + "' and should be " + expected);
    }
}
