package captionstream.worker.train.demo;

import captionstream.worker.train.PaperPrompts;
import java.util.ArrayList;
import java.util.List;

/** The texts the demo model meets. */
final class Captions {
    /** The prompts that captions are asked for with. */
    static final List<String> PROMPTS = PaperPrompts.ALL;

    /** Further beginnings, so that other prompts are understood as well. */
    static final List<String> OTHER_PROMPTS = List.of(
            "A photo of",
            "A picture of",
            "A drawing of",
            "A close-up of",
            "An illustration of",
            "An icon of",
            "A painting of",
            "Here is",
            "There is",
            "This is",
            "I see",
            "We see",
            "It is",
            "The picture shows",
            "The image shows",
            "The photo shows",
            "This picture shows",
            "a photo of",
            "a picture of",
            "an image of",
            "this is",
            "there is");

    private Captions() {}

    static List<String> allPrompts() {
        List<String> all = new ArrayList<>(PROMPTS);
        all.addAll(OTHER_PROMPTS);
        return all;
    }

    /** Every concept with every prompt and alone: what the vocabularies are learnt from. */
    static List<String> corpus(List<Concept> concepts) {
        List<String> text = new ArrayList<>();
        for (Concept concept : concepts) {
            text.add(sentence(concept));
            text.add(concept.phrase());
            allPrompts().forEach(prompt -> text.add(concept.caption(prompt)));
        }
        return text;
    }

    /** What CLIP reads about a concept: alone, with one of the five prompts, or with any, equally often. */
    static List<String> about(Concept concept) {
        List<String> texts = new ArrayList<>();
        List<String> prompts = allPrompts();
        for (int i = 0; i < prompts.size(); i++) {
            texts.add(concept.caption(prompts.get(i)));
            texts.add(concept.caption(PROMPTS.get(i % PROMPTS.size())));
            texts.add(sentence(concept));
        }
        return texts;
    }

    /** {@code A red apple.} */
    static String sentence(Concept concept) {
        return Character.toUpperCase(concept.phrase().charAt(0))
                + concept.phrase().substring(1) + ".";
    }
}
