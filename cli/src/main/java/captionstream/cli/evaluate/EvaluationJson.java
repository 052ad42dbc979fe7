package captionstream.cli.evaluate;

import captionstream.worker.evaluate.BleuScores;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An evaluation for programs. */
final class EvaluationJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EvaluationJson() {}

    static ObjectNode of(Evaluation evaluation) {
        ObjectNode json = NODES.objectNode()
                .put("model", evaluation.model())
                .put("decoding", evaluation.decoding())
                .put("images", evaluation.images())
                .put("left_out", evaluation.leftOut());
        ArrayNode failed = json.putArray("failed");
        evaluation
                .failed()
                .forEach(image -> failed.addObject().put("uri", image.uri()).put("reason", image.reason()));
        ArrayNode prompts = json.putArray("prompts");
        evaluation
                .prompts()
                .forEach(prompt -> prompts.add(
                        NODES.objectNode().put("prompt", prompt.name()).setAll(figures(prompt))));
        json.set("overall", figures(evaluation.overall()));
        return json;
    }

    private static ObjectNode figures(PromptFigures figures) {
        BleuScores bleu = figures.quality().bleu();
        return NODES.objectNode()
                .put("captions", figures.quality().captions())
                .put("clip_score", figures.clipScore())
                .put("control_score", figures.controlScore())
                .put("grounding", figures.grounding())
                .put("ref_clip_score", figures.refClipScore())
                .put("bleu_1", bleu.bleu1())
                .put("bleu_2", bleu.bleu2())
                .put("bleu_3", bleu.bleu3())
                .put("bleu_4", bleu.bleu4())
                .put("cider_d", figures.quality().ciderD())
                .put("exact", figures.quality().exact());
    }
}
