package captionstream.worker.train.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The drawings under {@code pictures/<style>/<codepoint>[-<variant>].<type>} of a data folder.
 *
 * @param seen drawings of the styles to learn from
 * @param unseen drawings of the styles held out, never shown in training
 */
record PictureLibrary(List<Concept> concepts, List<Picture> seen, List<Picture> unseen) {

    static PictureLibrary read(Path data, List<String> heldOut) {
        List<Concept> concepts = Concept.read(data.resolve("concepts.csv"));
        List<Picture> seen = new ArrayList<>();
        List<Picture> unseen = new ArrayList<>();
        for (Path style : sorted(data.resolve("pictures"))) {
            boolean held = heldOut.contains(style.getFileName().toString());
            (held ? unseen : seen).addAll(readStyle(style, concepts));
        }
        return new PictureLibrary(concepts, List.copyOf(seen), List.copyOf(unseen));
    }

    private static List<Picture> readStyle(Path folder, List<Concept> concepts) {
        Map<String, Integer> byCodepoint = new HashMap<>();
        for (int i = 0; i < concepts.size(); i++) {
            byCodepoint.put(concepts.get(i).codepoint(), i);
        }
        return sorted(folder).parallelStream()
                .filter(file -> byCodepoint.containsKey(codepoint(file)))
                .map(file -> readPicture(folder.getFileName().toString(), byCodepoint.get(codepoint(file)), file))
                .toList();
    }

    private static Picture readPicture(String style, int concept, Path file) {
        try {
            return Picture.of(style, concept, PictureReader.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A variant is one digit after the last dash; no part of a code point is that short. */
    private static String codepoint(Path file) {
        return file.getFileName().toString().replaceFirst("(-[0-9])?\\.[a-z]+$", "");
    }

    private static List<Path> sorted(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + " (fetch the data first: demo/fetch-data.sh)", e);
        }
    }

    /** Drawings of each concept, in the order of the concepts. */
    List<List<Picture>> seenByConcept() {
        List<List<Picture>> groups = new ArrayList<>();
        concepts.forEach(concept -> groups.add(new ArrayList<>()));
        seen.forEach(picture -> groups.get(picture.concept()).add(picture));
        return groups;
    }
}
