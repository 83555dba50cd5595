package email.wildduck.james.server;

import javax.inject.Inject;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryFactory;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.file.FileMailRepository;

/** Makes the {@code file:} mail repositories. */
final class FileMailRepositoryFactory implements MailRepositoryFactory {
  private final FileSystem fileSystem;

  @Inject
  FileMailRepositoryFactory(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public Class<? extends MailRepository> mailRepositoryClass() {
    return FileMailRepository.class;
  }

  @Override
  public MailRepository create(MailRepositoryUrl url) {
    FileMailRepository repository = new FileMailRepository();
    repository.setFileSystem(fileSystem);
    return repository;
  }
}
