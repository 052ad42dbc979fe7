package captionstream.topology.statistics;

import captionstream.Caption;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What {@code reference.py} drew and what pandas made of it. */
public final class Reference {
    private Reference() {}

    static JsonNode read() throws IOException {
        try (InputStream in = open("reference.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    public static List<Caption> captions() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open("captions.csv"), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Reference::caption).toList();
        }
    }

    private static Caption caption(String line) {
        String[] cells = line.split(",", -1);
        Caption caption = Captions.caption(
                cells[0], Integer.parseInt(cells[2]), Double.parseDouble(cells[5]), Long.parseLong(cells[3]));
        caption.setTokenCount(Integer.parseInt(cells[4]));
        caption.setControlScore(cells[6].isEmpty() ? null : Double.valueOf(cells[6]));
        caption.setConfidence(Double.parseDouble(cells[7]));
        caption.setEntropyWeightedScore(Double.parseDouble(cells[8]));
        caption.setSaliencyWeightedScore(Double.parseDouble(cells[9]));
        caption.setSourcePrompt(cells[10].isEmpty() ? null : cells[10]);
        caption.setEventTime(Instant.EPOCH);
        return caption;
    }

    private static InputStream open(String name) {
        return Reference.class.getResourceAsStream("/statistics/" + name);
    }
}
