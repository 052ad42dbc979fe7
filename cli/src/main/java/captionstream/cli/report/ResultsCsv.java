package captionstream.cli.report;

import captionstream.Caption;
import captionstream.cli.csv.CsvText;
import captionstream.cli.csv.SpreadsheetText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code results.csv}: a row for each caption; the first five columns are those of the paper's file. */
final class ResultsCsv {
    private static final Map<String, Function<Caption, Object>> COLUMNS = columns();

    private ResultsCsv() {}

    static String of(Results results) {
        CsvText csv = new CsvText(COLUMNS.keySet());
        for (Caption caption : results.captions()) {
            csv.row(COLUMNS.values().stream().map(column -> column.apply(caption)));
        }
        return csv.text();
    }

    private static Map<String, Function<Caption, Object>> columns() {
        Map<String, Function<Caption, Object>> columns = new LinkedHashMap<>();
        columns.put("Image", text(Caption::getImageId));
        columns.put("Prompt", text(Caption::getPrompt));
        columns.put("Caption", text(Caption::getCaption));
        columns.put("Token Count", Caption::getTokenCount);
        columns.put("CLIP Score", Caption::getClipScore);
        columns.put("Control Score", optional(Caption::getControlScore));
        columns.put("Grounding", optional(Caption::getGrounding));
        columns.put("Confidence", Caption::getConfidence);
        columns.put("Entropy Weighted Score", Caption::getEntropyWeightedScore);
        columns.put("Lexical Entropy", Caption::getLexicalEntropy);
        columns.put("Saliency Weighted Score", Caption::getSaliencyWeightedScore);
        columns.put("Mean Token Entropy", Caption::getMeanTokenEntropy);
        columns.put("Normalized Entropy", Caption::getNormalizedEntropy);
        columns.put("Mean Log Prob", Caption::getMeanLogProb);
        columns.put("RefCLIP Score", optional(Caption::getRefClipScore));
        columns.put("Generated Tokens", Caption::getGeneratedTokens);
        columns.put("Finish Reason", Caption::getFinishReason);
        columns.put("Source Prompt", text(Caption::getSourcePrompt));
        columns.put("Prompt Set", text(Caption::getPromptSet));
        columns.put("Control Image", text(Caption::getControlImageId));
        columns.put("URI", text(Caption::getUri));
        columns.put("Image SHA-256", text(Caption::getImageSha256));
        columns.put("Model", text(Caption::getModel));
        columns.put("Decoding", text(Caption::getDecoding));
        columns.put("Event Time", Caption::getEventTime);
        columns.put("Caption Time", Caption::getCaptionTime);
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
