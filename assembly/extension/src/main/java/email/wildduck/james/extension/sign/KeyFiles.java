package email.wildduck.james.extension.sign;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.dkim.AdditionalKeys;
import java.nio.file.Path;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.james.filesystem.api.JamesDirectoriesProvider;

/** Reads the files of {@code dkim/keys}. */
final class KeyFiles implements Provider<AdditionalKeys> {
  private final WildDuckConfiguration configuration;
  private final JamesDirectoriesProvider directories;

  @Inject
  KeyFiles(WildDuckConfiguration configuration, JamesDirectoriesProvider directories) {
    this.configuration = configuration;
    this.directories = directories;
  }

  @Override
  public AdditionalKeys get() {
    return AdditionalKeys.read(
        configuration.dkim().keys(),
        Path.of(directories.getConfDirectory().replaceFirst("^file://", "")));
  }
}
