package captionstream.worker.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words of a caption as the COCO caption evaluation counts them (Chen et al. 2015, arXiv 1504.00325): Penn Treebank
 * tokens in lower case, without punctuation; {@code don't} is {@code do n't}, {@code man's} is {@code man 's}, a
 * hyphenated word is one. Unlike there, every bracket and every run of marks such as {@code !!} is dropped, an
 * abbreviation other than {@code u.s.} loses its full stop, and {@code gonna} and its like stay whole.
 */
final class CaptionWords {
    private static final String SUFFIX = "'(?:s|m|d|re|ve|ll)(?![\\p{L}\\p{N}])";
    private static final String LETTERS = "[\\p{L}\\p{M}\\p{N}]++";
    private static final Pattern WORD = Pattern.compile(String.join(
            "|",
            "can(?=not(?![\\p{L}\\p{N}]))",
            "\\p{L}+?(?=n't(?![\\p{L}\\p{N}]))",
            "n't(?![\\p{L}\\p{N}])",
            SUFFIX,
            "\\p{L}(?:\\.\\p{L}(?![\\p{L}\\p{N}]))++\\.",
            "[#@]?" + LETTERS + "(?:(?:[-./_]|(?<=\\p{N})[,:](?=\\p{N})|(?!" + SUFFIX + ")')" + LETTERS + ")*+",
            "[$€£%&*+=<>|~^#@]"));

    private CaptionWords() {}

    static List<String> of(String caption) {
        String plain = caption.toLowerCase(Locale.ROOT).replace('’', '\'');
        return WORD.matcher(plain).results().map(MatchResult::group).toList();
    }
}
