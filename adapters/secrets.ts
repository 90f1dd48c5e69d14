/** The key material as AWS Secrets Manager holds it. */
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { KeyMaterial } from './key-material.ts';

/**
 * @throws where the secret is missing or is not key material: a function without keys must not
 * start.
 */
export const keyMaterialOf = async (secretId: string): Promise<KeyMaterial> => {
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: secretId }),
  );
  return KeyMaterial.parse(JSON.parse(SecretString ?? ''));
};
