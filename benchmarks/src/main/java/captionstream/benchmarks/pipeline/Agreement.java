package captionstream.benchmarks.pipeline;

import captionstream.Caption;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.GeneratedCaption;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Whether all contenders did the same work: they must come to the same captions. */
final class Agreement {
    private final Map<String, String> expected = new HashMap<>();
    private final Map<String, String> fromPipeline = new HashMap<>();
    private final Map<String, String> fromPaper = new HashMap<>();

    void bare(List<CaptionTask> tasks, List<GeneratedCaption> captions) {
        Iterator<GeneratedCaption> next = captions.iterator();
        tasks.forEach(task -> task.prompts()
                .forEach(prompt -> expected.put(
                        key(Path.of(task.imageId()), prompt), next.next().text())));
    }

    void pipeline(List<Caption> captions) {
        captions.forEach(caption -> fromPipeline.put(
                key(Path.of(URI.create(caption.getUri())), caption.getPrompt()), caption.getCaption()));
    }

    void paper(Path image, String prompt, String text) {
        fromPaper.put(key(image, prompt), text);
    }

    String describe() {
        return "same captions as the bare captioner's: pipeline " + same(fromPipeline) + ", the paper's loop "
                + same(fromPaper);
    }

    private String same(Map<String, String> captions) {
        long same = captions.entrySet().stream()
                .filter(caption -> caption.getValue().equals(expected.get(caption.getKey())))
                .count();
        return same + " of " + captions.size();
    }

    private static String key(Path image, String prompt) {
        return image.getFileName() + "\n" + prompt;
    }
}
