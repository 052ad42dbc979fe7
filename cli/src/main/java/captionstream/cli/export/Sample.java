package captionstream.cli.export;

import captionstream.Caption;
import captionstream.cli.json.AvroJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image with its captions, as a model is trained on it.
 *
 * @param captions at least one, all of the same bytes, the best first
 */
record Sample(List<Caption> captions) {
    private static final List<String> FIELDS_OF_THE_IMAGE = List.of("image_id", "uri", "image_sha256");

    /** Captions of one image id whose bytes had changed in between are samples of their own. Keeps the order. */
    static List<Sample> of(List<Caption> captions) {
        Map<Image, List<Caption>> byImage = new LinkedHashMap<>();
        captions.forEach(caption -> byImage.computeIfAbsent(Image.of(caption), image -> new ArrayList<>())
                .add(caption));
        return byImage.values().stream()
                .map(some ->
                        new Sample(some.stream().sorted(ChosenCaptions.RANK).toList()))
                .toList();
    }

    Caption best() {
        return captions.get(0);
    }

    /** The fields of the image once, and in {@code captions} all others. */
    String json() {
        ObjectNode json = CaptionRow.json(best()).retain(FIELDS_OF_THE_IMAGE);
        ArrayNode all = json.putArray("captions");
        captions.forEach(caption -> all.add((JsonNode) CaptionRow.json(caption).remove(FIELDS_OF_THE_IMAGE)));
        return AvroJson.text(json);
    }

    private record Image(String id, String sha256) {
        static Image of(Caption caption) {
            return new Image(caption.getImageId(), caption.getImageSha256());
        }
    }
}
