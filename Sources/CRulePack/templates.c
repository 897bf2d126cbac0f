#include "rule_pack.h"
#include <string.h>

static const char github[] = {
#embed "../../ci/templates/github/workflow.yml" suffix(, 0)
};
static const char gitlab[] = {
#embed "../../ci/templates/gitlab-ci.yml" suffix(, 0)
};
static const char jenkins[] = {
#embed "../../ci/templates/Jenkinsfile" suffix(, 0)
};
static const char azure[] = {
#embed "../../ci/templates/azure-pipelines.yml" suffix(, 0)
};
static const char bitbucket[] = {
#embed "../../ci/templates/bitbucket-pipelines.yml" suffix(, 0)
};

const char *gatebook_ci_template(const char *service) {
  static const struct { const char *name, *text; } all[] = {
    {"github", github}, {"gitlab", gitlab}, {"jenkins", jenkins}, {"azure", azure}, {"bitbucket", bitbucket},
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (strcmp(all[i].name, service) == 0) return all[i].text;
  return NULL;
}
