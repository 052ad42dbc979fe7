/** Accounts for every image event: what docs/delivery.md promises, read off the topics. */
@NullMarked
package captionstream.cli.audit;

import org.jspecify.annotations.NullMarked;
