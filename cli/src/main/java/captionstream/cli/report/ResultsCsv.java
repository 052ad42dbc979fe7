package captionstream.cli.report;

import captionstream.Caption;
import captionstream.cli.csv.CsvText;
import captionstream.cli.csv.SpreadsheetText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code results.csv}: a row for each caption; the first five columns are those of the paper's file. */
final class ResultsCsv {
    static final String IMAGE = "Image";
    static final String PROMPT = "Prompt";
    static final String CAPTION = "Caption";
    static final String TOKEN_COUNT = "Token Count";
    static final String CLIP_SCORE = "CLIP Score";
    static final String CONTROL_SCORE = "Control Score";
    static final String GROUNDING = "Grounding";
    static final String CONFIDENCE = "Confidence";
    static final String ENTROPY_WEIGHTED_SCORE = "Entropy Weighted Score";
    static final String LEXICAL_ENTROPY = "Lexical Entropy";
    static final String SALIENCY_WEIGHTED_SCORE = "Saliency Weighted Score";
    static final String MEAN_TOKEN_ENTROPY = "Mean Token Entropy";
    static final String NORMALIZED_ENTROPY = "Normalized Entropy";
    static final String MEAN_LOG_PROB = "Mean Log Prob";
    static final String REF_CLIP_SCORE = "RefCLIP Score";
    static final String GENERATED_TOKENS = "Generated Tokens";
    static final String FINISH_REASON = "Finish Reason";
    static final String SOURCE_PROMPT = "Source Prompt";
    static final String PROMPT_SET = "Prompt Set";
    static final String CONTROL_IMAGE = "Control Image";
    static final String URI = "URI";
    static final String IMAGE_SHA256 = "Image SHA-256";
    static final String MODEL = "Model";
    static final String DECODING = "Decoding";
    static final String EVENT_TIME = "Event Time";
    static final String CAPTION_TIME = "Caption Time";
    static final String PROMPT_INDEX = "Prompt Index";
    static final String PROMPT_COUNT = "Prompt Count";

    private static final Map<String, Function<Caption, Object>> COLUMNS = cells();

    private ResultsCsv() {}

    static String of(Results results) {
        CsvText csv = new CsvText(COLUMNS.keySet());
        for (Caption caption : results.captions()) {
            csv.row(COLUMNS.values().stream().map(column -> column.apply(caption)));
        }
        return csv.text();
    }

    static List<String> columns() {
        return List.copyOf(COLUMNS.keySet());
    }

    private static Map<String, Function<Caption, Object>> cells() {
        Map<String, Function<Caption, Object>> columns = new LinkedHashMap<>();
        columns.put(IMAGE, text(Caption::getImageId));
        columns.put(PROMPT, text(Caption::getPrompt));
        columns.put(CAPTION, text(Caption::getCaption));
        columns.put(TOKEN_COUNT, Caption::getTokenCount);
        columns.put(CLIP_SCORE, Caption::getClipScore);
        columns.put(CONTROL_SCORE, optional(Caption::getControlScore));
        columns.put(GROUNDING, optional(Caption::getGrounding));
        columns.put(CONFIDENCE, Caption::getConfidence);
        columns.put(ENTROPY_WEIGHTED_SCORE, Caption::getEntropyWeightedScore);
        columns.put(LEXICAL_ENTROPY, Caption::getLexicalEntropy);
        columns.put(SALIENCY_WEIGHTED_SCORE, Caption::getSaliencyWeightedScore);
        columns.put(MEAN_TOKEN_ENTROPY, Caption::getMeanTokenEntropy);
        columns.put(NORMALIZED_ENTROPY, Caption::getNormalizedEntropy);
        columns.put(MEAN_LOG_PROB, Caption::getMeanLogProb);
        columns.put(REF_CLIP_SCORE, optional(Caption::getRefClipScore));
        columns.put(GENERATED_TOKENS, Caption::getGeneratedTokens);
        columns.put(FINISH_REASON, Caption::getFinishReason);
        columns.put(SOURCE_PROMPT, text(Caption::getSourcePrompt));
        columns.put(PROMPT_SET, text(Caption::getPromptSet));
        columns.put(CONTROL_IMAGE, text(Caption::getControlImageId));
        columns.put(URI, text(Caption::getUri));
        columns.put(IMAGE_SHA256, text(Caption::getImageSha256));
        columns.put(MODEL, text(Caption::getModel));
        columns.put(DECODING, text(Caption::getDecoding));
        columns.put(EVENT_TIME, Caption::getEventTime);
        columns.put(CAPTION_TIME, Caption::getCaptionTime);
        columns.put(PROMPT_INDEX, Caption::getPromptIndex);
        columns.put(PROMPT_COUNT, Caption::getPromptCount);
        return columns;
    }

    private static Function<Caption, Object> text(Function<Caption, @Nullable String> field) {
        return caption -> SpreadsheetText.of(field.apply(caption));
    }

    private static Function<Caption, Object> optional(Function<Caption, @Nullable Double> field) {
        return caption -> {
            Double value = field.apply(caption);
            return value == null ? "" : value;
        };
    }
}
